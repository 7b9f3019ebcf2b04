import type { CustomerHours } from "../contract/customer-views.ts";
import type { LadderStep, Notice } from "../routing/outcome.ts";
import type { RoutingState } from "../routing/state.ts";
import type { Sql } from "../store/database.ts";
import { supervisorsOf } from "../store/supervisors.ts";
import { customerNames } from "./desk-state.ts";
import { readNames, type Names } from "./names.ts";
import { toAllStaff, toCustomers, toStaff, type Publication } from "./publication.ts";

/** Steps of the ladder that are the supervisor's. */
const alerting: ReadonlySet<LadderStep> = new Set(["supervisor", "nobody", "hops_spent", "unresponsive"]);

/** What passes by because of time: supervisors called to a chat or to the line, doors that opened or closed. */
export async function tellTimers(
  sql: Sql,
  state: RoutingState,
  notices: readonly { notice: Notice }[],
  names: Names,
): Promise<Publication[]> {
  const calls = callsIn(notices.map(({ notice }) => notice));
  return [...notices.flatMap(({ notice }) => tellHours(notice, state)), ...(await tellCalls(sql, calls, names))];
}

/** The notices that call supervisors. */
const callsIn = (notices: readonly Notice[]): Call[] =>
  notices.flatMap((notice) =>
    (notice.type === "ladder:step" && alerting.has(notice.step)) || notice.type === "entry:long-wait" ? [notice] : [],
  );

/** What another node's decisions call supervisors to, for those connected here. */
export async function callsOfOthers(sql: Sql, notices: readonly Notice[]): Promise<Publication[]> {
  const calls = callsIn(notices);
  if (calls.length === 0) return [];
  const staffIds = calls.flatMap((call) => (call.type === "ladder:step" ? [call.agentId] : []));
  const names = await readNames(
    sql,
    staffIds,
    calls.map(({ teamId }) => teamId),
  );
  return tellCalls(sql, calls, names);
}

async function tellCalls(sql: Sql, calls: readonly Call[], names: Names): Promise<Publication[]> {
  const told: Publication[] = [];
  if (calls.length === 0) return told;
  const [customers, supervisors] = await Promise.all([
    customerNames(
      sql,
      calls.map(({ conversationId }) => conversationId),
    ),
    supervisorsOf(sql),
  ]);
  for (const call of calls) {
    const customerName = customers.get(call.conversationId) ?? null;
    for (const staffId of supervisors(call.teamId)) told.push(toStaff(staffId, ...callOf(call, customerName, names)));
  }
  return told;
}

type Call = Extract<Notice, { type: "ladder:step" | "entry:long-wait" }>;

function callOf(call: Call, customerName: string | null, names: Names): SupervisorCall {
  const conversationId = call.conversationId as never;
  if (call.type === "ladder:step")
    return [
      "agent:alerted",
      {
        conversationId,
        agentId: call.agentId as never,
        agentName: names.staff.get(call.agentId) ?? "",
        customerName,
        step: call.step,
        owedSince: call.owedSince,
      },
    ];
  const teamName = names.teams.get(call.teamId) ?? "";
  return [
    "queue:alerted",
    { conversationId, teamId: call.teamId as never, teamName, customerName, waitedMs: call.waitedMs },
  ];
}

type SupervisorCall = Parameters<typeof toStaff> extends [string, ...infer Rest] ? Rest : never;

/** A team opened or closed: screens that show it fetch it again, pages of customers are told how theirs stands. */
export function tellHours(notice: Notice, state: RoutingState): Publication[] {
  if (notice.type !== "team:hours-turned") return [];
  return [
    toAllStaff("settings:changed", { what: "teams" }),
    toCustomers("hours:turned", {
      teamId: notice.teamId as never,
      isOpen: notice.isOpen || isDoorOpen(state, notice.teamId),
      nextTurnAt: notice.nextTurnAt,
    }),
  ];
}

/** R57: some teams let customers into a line also while they are closed. */
function isDoorOpen(state: RoutingState, teamId: string): boolean {
  const team = state.teams.get(teamId);
  return team !== undefined && (team.hours?.isOpen !== false || team.offHours !== "message");
}

/** As `hoursOf`, for whoever wants in: closed only where the team sends people to the message box. */
export function doorOf(state: RoutingState, teamId: string): CustomerHours {
  return { ...hoursOf(state, teamId), isOpen: isDoorOpen(state, teamId) };
}

/** Whether a team serves now, and when that turns next. */
export function hoursOf(state: RoutingState, teamId: string): CustomerHours {
  const hours = state.teams.get(teamId)?.hours ?? null;
  return {
    teamId: teamId as CustomerHours["teamId"],
    isOpen: hours?.isOpen ?? true,
    nextTurnAt: hours?.turnsAt[0] ?? null,
  };
}
