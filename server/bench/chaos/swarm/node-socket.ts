/** The browser's socket with the headers of a browser, and an ear at the wire. */
import { openSocketWith } from "#components/realtime/open-socket.ts";
import type { OpenSocket, SocketPort } from "#components/realtime/socket-port.ts";
import type { Ack } from "#server/contract/errors.ts";

export interface WireEar {
  /** An attempt begins. */
  onTry(): void;
  onRefused(fault: { code: string | null; isStickyMissing: boolean }): void;
  onConnect(): void;
  /** Lost by whatever cause; also when the page itself ended it, and when it had only half begun. */
  onDisconnect(): void;
  /** Every answer that reached this client, late ones too. */
  onAnswer(name: string, input: Readonly<Record<string, unknown>>, answer: Ack<unknown>): void;
}

export const nodeSocket =
  (ear: WireEar, headers: Record<string, string>): OpenSocket =>
  (place) => {
    const port = openSocketWith(place, headers);
    const heard: SocketPort = {
      ...port,
      connect() {
        ear.onTry();
        port.connect();
      },
      onRefused: (run) =>
        port.onRefused((fault) => {
          ear.onRefused(fault);
          run(fault);
        }),
      emit: (name, input, ack) =>
        port.emit(name, input, (answer) => {
          ear.onAnswer(name, input as Record<string, unknown>, answer as Ack<unknown>);
          ack(answer);
        }),
      onConnect: (run) =>
        port.onConnect(() => {
          ear.onConnect();
          run();
        }),
      onDisconnect: (run) =>
        port.onDisconnect((isStickyMissing) => {
          ear.onDisconnect();
          run(isStickyMissing);
        }),
    };
    return heard;
  };
