import type { Database } from "../store/database.ts";

const KEPT_MS = 60_000;

/** Names of staff for the message path, which must not ask the database for one per message. */
export function createStaffNames(database: Database): {
  nameOf(staffId: string): Promise<string | null>;
  forget(): void;
} {
  const names = new Map<string, { name: string | null; at: number }>();
  return {
    async nameOf(staffId) {
      const kept = names.get(staffId);
      if (kept !== undefined && Date.now() - kept.at < KEPT_MS) return kept.name;
      const found = await database.main.query<{ name: string }>({
        name: "staff_name",
        text: "SELECT name FROM staff WHERE id = $1",
        values: [staffId],
      });
      const name = found.rows[0]?.name ?? null;
      names.set(staffId, { name, at: Date.now() });
      return name;
    },
    forget: () => names.clear(),
  };
}
