import { expect, it } from "vitest";
import { openDatabase } from "../../store/database.ts";
import { seedChatShop } from "../chat-shop.ts";
import { createTestDatabase } from "../database.ts";
import { runKills } from "./run-kills.ts";

/** Three by default; `ANSWERLINE_KILLS=20` for the whole run. */
const KILLS = Number(process.env["ANSWERLINE_KILLS"] ?? 3);

it(
  `a server killed ${KILLS} times in the middle of sends, accepts and closes loses nothing that was acknowledged`,
  async () => {
    const made = await createTestDatabase();
    const database = openDatabase(made.url, () => undefined);
    try {
      const shop = await seedChatShop(database);
      const report = await runKills({ database, databaseUrl: made.url, shop, kills: KILLS });
      console.log(JSON.stringify(report));
      expect(report.findings).toEqual({
        lost: [],
        forgotten: [],
        doubled: [],
        disordered: [],
        diverged: [],
        stuck: [],
        seatsLeaked: [],
        engineDiffers: [],
      });
      expect(report.acknowledged).toBeGreaterThan(10 * KILLS);
    } finally {
      await database.close();
      await made.drop();
    }
  },
  120_000 + KILLS * 30_000,
);
