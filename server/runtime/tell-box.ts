import type { Sql } from "../store/database.ts";
import { boxReaders, requestView } from "../store/requests.ts";
import { toStaff, type Publication } from "./publication.ts";

/** A change of the message box, to everybody who may read that request, each with the count of open ones they may read. */
export async function tellBox(sql: Sql, boxSeq: number, requestIds: readonly string[]): Promise<Publication[]> {
  const told: Publication[] = [];
  for (const id of requestIds) {
    const request = await requestView(sql, id);
    for (const reader of await boxReaders(sql, request.teamId))
      told.push(toStaff(reader.staffId, "request:changed", { boxSeq, request, openRequests: reader.open }));
  }
  return told;
}
