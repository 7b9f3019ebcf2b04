import type { AgentEvents, CustomerEvents } from "../contract/events.ts";
import type { DataOf } from "../contract/command.ts";

/**
 * What is told after a commit, and to whom. Who hears an event is decided where it is created; a client never names a
 * room. Rooms: `customer:ID` (all tabs of a customer), `conversation:ID` (staff who follow it), `staff:ID` (all tabs of
 * a member of staff), `staff` (everybody signed in), `board` (open boards).
 */
export type Publication =
  | {
      kind: "event";
      namespace: "/customer" | "/agent";
      room: string;
      name: string;
      data: unknown;
      /** The one socket of the room that knows it already: whose call it was. */
      exceptSocketId?: string;
    }
  /** Membership of a person's sockets, so that losers of access stop hearing and winners start. */
  | { kind: "follow"; staffId: string; conversationId: string }
  | { kind: "unfollow"; staffId: string; conversationId: string }
  /** Ends the sockets of one staff session (or of all of a person's). */
  | {
      kind: "cut";
      staffId: string;
      sessionId: string | null;
      reason: "revoked" | "disabled" | "password_changed" | "roles_changed";
    };

export type Publish = (publications: readonly Publication[]) => void;

export const toCustomer = <N extends keyof CustomerEvents & string>(
  customerId: string,
  name: N,
  data: DataOf<CustomerEvents[N]>,
): Publication => ({
  kind: "event",
  namespace: "/customer",
  room: `customer:${customerId}`,
  name,
  data,
});
export const toCustomers = <N extends keyof CustomerEvents & string>(
  name: N,
  data: DataOf<CustomerEvents[N]>,
): Publication => ({
  kind: "event",
  namespace: "/customer",
  room: "customers",
  name,
  data,
});
const toAgentRoom = <N extends keyof AgentEvents & string>(
  room: string,
  name: N,
  data: DataOf<AgentEvents[N]>,
): Publication => ({
  kind: "event",
  namespace: "/agent",
  room,
  name,
  data,
});
export const toFollowers = <N extends keyof AgentEvents & string>(
  conversationId: string,
  name: N,
  data: DataOf<AgentEvents[N]>,
): Publication => toAgentRoom(`conversation:${conversationId}`, name, data);
export const toStaff = <N extends keyof AgentEvents & string>(
  staffId: string,
  name: N,
  data: DataOf<AgentEvents[N]>,
): Publication => toAgentRoom(`staff:${staffId}`, name, data);
export const toAllStaff = <N extends keyof AgentEvents & string>(name: N, data: DataOf<AgentEvents[N]>): Publication =>
  toAgentRoom("staff", name, data);
export const toBoards = <N extends keyof AgentEvents & string>(name: N, data: DataOf<AgentEvents[N]>): Publication =>
  toAgentRoom("board", name, data);
