import { toAllStaff, type Publication } from "../../runtime/publication.ts";
import type { SessionEnd } from "../../store/sessions.ts";
import type { App } from "../app.ts";
import { syncStaffToEngine } from "./sync-engine.ts";

/** What a committed change of people or teams means for those who are connected. */
export interface StaffChange {
  /** Sessions that ended: their sockets are cut. */
  ended: SessionEnd[];
  /** Who no longer reads which conversations. */
  unfollow: { staffId: string; conversationId: string }[];
  /** The message box's new number, when claims went back into it. */
  boxSeq: number | null;
}

export const noChange = (): StaffChange => ({ ended: [], unfollow: [], boxSeq: null });

export const cutsOf = (ended: readonly SessionEnd[]): Publication[] =>
  ended.map(({ staffId, sessionId, reason }) => ({ kind: "cut", staffId, sessionId, reason }));

/** Tells sockets, the engine and open screens, after the commit. The engine's part is repeated by the tail when it fails now. */
export async function staffChanged(app: App, what: "people" | "teams", change: StaffChange): Promise<void> {
  app.publish([
    ...change.unfollow.map((each): Publication => ({ kind: "unfollow", ...each })),
    ...cutsOf(change.ended),
    ...(change.boxSeq === null ? [] : [toAllStaff("heads:moved", { heads: [], deskSeq: null, boxSeq: change.boxSeq })]),
  ]);
  await syncStaffToEngine(app).catch((error: unknown) =>
    app.log.warn({ err: error }, "the engine was not told of a change of staff yet"),
  );
  await app.settingsChanged(what);
}
