import type { Board } from "../../contract/views.ts";
import type { CallContext } from "../handlers.ts";
import type { App, StaffPrincipal } from "../app.ts";

/** The board now; the socket hears the next ones. */
export async function openBoard(app: App, _me: StaffPrincipal, _input: unknown, call: CallContext): Promise<Board> {
  await call.join("board");
  return app.readBoard();
}

export async function leaveBoard(
  _app: App,
  _me: StaffPrincipal,
  _input: unknown,
  call: CallContext,
): Promise<Record<string, never>> {
  await call.leave("board");
  return {};
}
