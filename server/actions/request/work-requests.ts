import type { AgentCommands } from "../../contract/index.ts";
import type { InputOf, OutputOf } from "../../contract/command.ts";
import { RefusedError } from "../../contract/errors.ts";
import type { RequestView } from "../../contract/request-views.ts";
import { tellBox } from "../../runtime/tell-box.ts";
import { tellItem } from "../../runtime/tell-items.ts";
import { once } from "../../store/command-log.ts";
import { type ConversationWriter, lockConversation, writerOn } from "../../store/conversation-writer.ts";
import { openConversation } from "../../store/customers.ts";
import { inTransaction, type Sql } from "../../store/database.ts";
import {
  answerRequest,
  boxState,
  claimRequest,
  listRequests,
  lockRequest,
  moveBox,
  openRequestsFor,
  requestView,
  type BoxReader,
} from "../../store/requests.ts";
import { syncSideWork } from "./sync-side-work.ts";
import { commandKey, isSupervisor, type App, type StaffPrincipal } from "../app.ts";

const readerOf = (me: StaffPrincipal): BoxReader => ({ staffId: me.staffId, isStaffWide: isSupervisor(me) });

export async function listBox(
  app: App,
  me: StaffPrincipal,
  input: InputOf<AgentCommands["request:list"]>,
): Promise<OutputOf<AgentCommands["request:list"]>> {
  // The number first: a change while we read is then seen as newer, and fetched again.
  const { boxSeq } = await boxState(app.database.main, app.siteId);
  const open = await openRequestsFor(app.database.main, readerOf(me));
  const { requests, hasMore } = await listRequests(app.database.main, readerOf(me), input.states, input.before);
  return { requests, hasMore, boxSeq, openRequests: open };
}

/** Changes one request under its lock and tells everybody who reads the box. */
async function change(
  app: App,
  me: StaffPrincipal,
  command: string,
  input: { clientId: string; requestId: string },
  write: (sql: Sql, request: RequestView) => Promise<void>,
): Promise<RequestView> {
  let boxSeq: number | null = null;
  const view = await inTransaction(app.database.main, (sql) =>
    once(sql, commandKey(me, command, input), async () => {
      const request = await lockRequest(sql, readerOf(me), input.requestId);
      if (request === null) throw new RefusedError("not_found");
      await write(sql, request);
      boxSeq = await moveBox(sql, app.siteId);
      return requestView(sql, input.requestId);
    }),
  );
  if (boxSeq !== null) app.publish(await tellBox(app.database.main, boxSeq, [view.id]));
  // It is stored; the count is made up for by the sweep when it cannot be told now.
  await syncSideWork(app).catch((error: unknown) => app.log.warn({ err: error }, "side work could not be counted"));
  return view;
}

/** Takes a request; only one can. */
export async function claim(
  app: App,
  me: StaffPrincipal,
  input: InputOf<AgentCommands["request:claim"]>,
): Promise<RequestView> {
  return change(app, me, "request:claim", input, async (sql, request) => {
    if (request.state === "claimed" && request.claimedBy?.id === me.staffId) return;
    if (request.state !== "stored") throw new RefusedError("already_claimed");
    await claimRequest(sql, request.id, me.staffId);
  });
}

/** Puts a claimed request back; the claimer or a supervisor. */
export async function release(
  app: App,
  me: StaffPrincipal,
  input: InputOf<AgentCommands["request:release"]>,
): Promise<RequestView> {
  return change(app, me, "request:release", input, async (sql, request) => {
    if (request.state !== "claimed") throw new RefusedError("not_found");
    if (request.claimedBy?.id !== me.staffId && !isSupervisor(me)) throw new RefusedError("not_found");
    await claimRequest(sql, request.id, null);
  });
}

/** The answer goes into the customer's thread (their open chapter, made when there is none) and is stored before it is acknowledged. */
export async function answer(
  app: App,
  me: StaffPrincipal,
  input: InputOf<AgentCommands["request:answer"]>,
): Promise<RequestView> {
  let writer: ConversationWriter | null = null;
  const view = await change(app, me, "request:answer", input, async (sql, request) => {
    if (request.state !== "claimed" || request.claimedBy?.id !== me.staffId) throw new RefusedError("already_claimed");
    const conversationId = await openConversationIn(sql, request);
    const row = await lockConversation(sql, conversationId);
    if (row === null) throw new RefusedError("not_found");
    writer = writerOn(row);
    const item = writer.add(row.id, {
      kind: "message",
      author: { kind: "agent", id: me.staffId, name: me.name },
      data: { text: input.text, picture: null, reply: null, requestId: request.id, answerId: null, auto: null },
    });
    await writer.flush(sql);
    await answerRequest(sql, request.id, { text: input.text, conversationId: row.id, seq: item?.seq ?? 0 });
  });
  for (const { item, row } of (writer as ConversationWriter | null)?.written ?? []) {
    app.publish(
      tellItem(
        item,
        row,
        row.state === "served" && row.assignee_id !== null ? await app.staffName(row.assignee_id) : null,
      ),
    );
  }
  return view;
}

async function openConversationIn(sql: Sql, request: RequestView): Promise<string> {
  const site = await sql.query<{ site_id: string }>("SELECT site_id FROM service_requests WHERE id = $1", [request.id]);
  return openConversation(sql, { customerId: request.customerId, siteId: site.rows[0]?.site_id ?? "" });
}
