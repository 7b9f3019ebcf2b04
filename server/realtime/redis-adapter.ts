import { RedisAdapter } from "@socket.io/redis-adapter";
import type { Namespace } from "socket.io";
import type { RedisLink } from "./redis.ts";

type Target = Parameters<RedisAdapter["delSockets"]>[0];
type Names = { rooms: string[]; except: string[] };

/** Told by a node to the others, beside events for people. */
export const nodeEvents = {
  /** Sockets of a room leave rooms. */
  left: "rooms:left",
  /** Sockets of a room are cut. */
  cut: "sockets:cut",
  /** The engine has decided something: the journal has more. */
  decided: "journal:moved",
  /** An admin has changed the library, people, teams or settings. */
  shopChanged: "shop:moved",
} as const;

type Heard = (name: string, data: unknown) => void;

/**
 * Less time than MessagePack in JavaScript takes; what we send is JSON for the clients anyway. Only what is for a room of
 * this node is decoded, `[who sent it, { data: [name, data] }, rooms]`, and of what we sent ourselves only that.
 */
function createParser(onHeard: Heard) {
  let own = { uid: "", start: Buffer.alloc(0) };
  return {
    isOf(uid: string) {
      own = { uid, start: Buffer.from(`["${uid}"`) };
    },
    encode: (value: unknown) => Buffer.from(JSON.stringify(value)),
    decode(bytes: Buffer): unknown {
      if (bytes.subarray(0, own.start.length).equals(own.start)) return [own.uid];
      const message = JSON.parse(bytes.toString()) as [string, { data?: [string, unknown] }, unknown];
      const [name, data] = message[1]?.data ?? [];
      if (name !== undefined) onHeard(name, data);
      return message;
    },
  };
}

const here = (target: Target): Target => ({ ...target, flags: { ...target.flags, local: true } });
const namesOf = (target: Target): Names => ({ rooms: [...target.rooms], except: [...(target.except ?? [])] });
const targetOf = ({ rooms, except }: Names): Target => ({
  rooms: new Set(rooms),
  except: new Set(except),
  flags: { local: true },
});

/**
 * Socket.IO's Redis adapter, where sockets of this node never wait for Redis. The stock one moves and cuts even its own
 * sockets by a message it hears back: late, and not at all while Redis is away. Here it is done at once, then told.
 *
 * Leaving and cutting are told to the other nodes. Joining is not: messages of two nodes come in any order, and a late
 * "joins" would let somebody hear a conversation that was taken from them since. Who joins is decided by the journal, in
 * its order (`doorbell.ts`).
 */
class LocalFirstAdapter extends RedisAdapter {
  constructor(namespace: Namespace, link: RedisLink, onHeard: Heard) {
    const parser = createParser(onHeard);
    super(namespace, link.pub, link.sub, { key: link.prefix, parser });
    parser.isOf(String(this.uid));
    namespace.on(nodeEvents.left as never, (target: Names, rooms: string[]) =>
      super.delSockets(targetOf(target), rooms),
    );
    namespace.on(nodeEvents.cut as never, (target: Names, close: boolean) =>
      super.disconnectSockets(targetOf(target), close),
    );
  }

  override addSockets(target: Target, rooms: string[]): void {
    super.addSockets(here(target), rooms);
  }

  override delSockets(target: Target, rooms: string[]): void {
    super.delSockets(here(target), rooms);
    if (target.flags?.local !== true) this.serverSideEmit([nodeEvents.left, namesOf(target), [...rooms]]);
  }

  override disconnectSockets(target: Target, close: boolean): void {
    super.disconnectSockets(here(target), close);
    if (target.flags?.local !== true) this.serverSideEmit([nodeEvents.cut, namesOf(target), close]);
  }
}

/** What a Socket.IO `Server` takes as its `adapter`: it is called with `new`, so it cannot be an arrow function. */
export function redisAdapter(
  link: RedisLink,
  onHeard: Heard = () => undefined,
): (namespace: Namespace) => RedisAdapter {
  return function makeAdapter(namespace) {
    return new LocalFirstAdapter(namespace, link, onHeard);
  };
}
