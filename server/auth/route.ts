import { z } from "zod";
import type { CustomerPrincipal } from "#server/actions/app.ts";
import { limits as limitKinds, type RateLimit } from "#server/contract/command.ts";
import { refusalOf, RefusedError } from "#server/contract/errors.ts";
import { running, type Running } from "#server/running.ts";
import { asRefusal } from "#server/store/database.ts";
import { showsToken } from "./bearer-token.ts";
import { headerOf } from "./cookies.ts";
import { readCustomer } from "./customer-credential.ts";
import { holds } from "./permission.ts";
import { answerData, answerError } from "./refusal-answer.ts";
import { addressOf } from "./request-stamp.ts";
import { routePermissions, type RoutePath, type RoutePermission } from "./route-permissions.ts";
import { requireSameOrigin } from "./same-origin.ts";
import { readStaff, requireStaff, type SignedIn } from "./staff-session.ts";

/** Who a handler is given, by the permission of its path. */
export interface Callers {
  public: null;
  customer: CustomerPrincipal;
  /** At least one of the two; in one browser it may be both. */
  person: { staff: SignedIn | null; customer: CustomerPrincipal | null };
  staff: SignedIn;
  agent: SignedIn;
  supervisor: SignedIn;
  library: SignedIn;
  admin: SignedIn;
  /** Null for a program with the token. */
  metrics: SignedIn | null;
}
export type CallerOf<P extends RoutePath> = Callers[(typeof routePermissions)[P]];

export interface RouteCall<P extends RoutePath, I> {
  request: Request;
  me: CallerOf<P>;
  /** The parsed JSON body; undefined without an `input` schema. */
  input: I;
  params: Record<string, string | string[]>;
  running: Running;
}

export interface RouteOptions<I> {
  /** Schema of a JSON body. Without one the handler reads the body itself, if it wants it. */
  input?: z.ZodType<I>;
  /** Per person, or per address where nobody is named. */
  limit?: RateLimit;
  /** For the one door a one-time password opens. */
  mayOweAPassword?: boolean;
}

const BODY_MAX_BYTES = 65_536;
const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

/** What Next calls: `export const POST = route('/api/…', options, handler)`. */
export type RouteHandler = (
  request: Request,
  context: { params: Promise<Record<string, string | string[] | undefined>> },
) => Promise<Response>;

/**
 * The one way into a route handler: permission as declared for its path, then origin, limit and body; what is returned
 * becomes `Ack` JSON (a `Response` is passed on), what is thrown a refusal. Nothing private may be cached.
 */
export function route<const P extends RoutePath, I = undefined>(
  path: P,
  options: RouteOptions<I>,
  handler: (call: RouteCall<P, I>) => Promise<unknown>,
): RouteHandler {
  return async (request, context) => {
    const now = running();
    try {
      if (!safeMethods.has(request.method)) requireSameOrigin(request, now.publicUrl);
      const me = await callerOf(now, request, routePermissions[path], options.mayOweAPassword === true);
      await now.limits.take(
        `${request.method} ${path}`,
        keyOf(me) ?? addressOf(request.headers),
        options.limit ?? limitKinds.read,
      );
      const input = options.input === undefined ? (undefined as I) : await readInput(request, options.input);
      const params = Object.fromEntries(
        Object.entries((await context.params) ?? {}).filter(
          (each): each is [string, string | string[]] => each[1] !== undefined,
        ),
      );
      const answer = await handler({ request, me: me as CallerOf<P>, input, params, running: now });
      if (!(answer instanceof Response)) return answerData(answer);
      if (!answer.headers.has("cache-control")) answer.headers.set("cache-control", "no-store");
      answer.headers.set("x-content-type-options", "nosniff");
      return answer;
    } catch (error) {
      now.meters.requestRefused(refusalOf(asRefusal(error))?.code ?? "internal");
      return answerError(error, now.app.log);
    }
  };
}

async function callerOf(
  now: Running,
  request: Request,
  permission: RoutePermission,
  mayOweAPassword: boolean,
): Promise<Callers[RoutePermission]> {
  const gate = { database: now.app.database, secrets: now.secrets, isSecure: now.isSecure };
  switch (permission) {
    case "public":
      return null;
    case "customer": {
      const customer = await readCustomer(gate, request.headers);
      if (customer === null) throw new RefusedError("signed_out");
      return customer;
    }
    case "person": {
      const [staff, customer] = await Promise.all([
        readStaff(gate, request.headers),
        readCustomer(gate, request.headers),
      ]);
      if ((staff === null || staff.mustChangePassword) && customer === null) throw new RefusedError("signed_out");
      return { staff: staff?.mustChangePassword === false ? staff : null, customer };
    }
    case "metrics":
      if (showsToken(request.headers, now.metricsToken)) return null;
      return callerOf(now, request, "supervisor", mayOweAPassword);
    default: {
      const staff = await requireStaff(gate, request.headers, { mayOweAPassword });
      if (!holds(staff.roles, permission)) throw new RefusedError("not_found");
      return staff;
    }
  }
}

function keyOf(me: Callers[RoutePermission]): string | null {
  if (me === null) return null;
  if (!("kind" in me)) return keyOf(me.staff) ?? (me.customer === null ? null : keyOf(me.customer));
  return me.kind === "staff" ? me.staffId : me.customerId;
}

/** Reads a JSON body up to 64 KB. Another content type is refused: a foreign form cannot send JSON as JSON. */
async function readInput<I>(request: Request, schema: z.ZodType<I>): Promise<I> {
  const type = headerOf(request.headers, "content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json")
    throw new RefusedError("invalid", { issues: [{ path: "", message: "send application/json" }] });
  const parsed = schema.safeParse(parseJson(await readText(request)));
  if (parsed.success) return parsed.data;
  throw new RefusedError("invalid", {
    issues: parsed.error.issues.slice(0, 20).map(({ path, message }) => ({ path: path.join("."), message })),
  });
}

async function readText(request: Request): Promise<string> {
  const reader = request.body?.getReader();
  if (reader === undefined) return "";
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    bytes += part.value.byteLength;
    if (bytes > BODY_MAX_BYTES) {
      await reader.cancel();
      throw new RefusedError("too_large");
    }
    parts.push(part.value);
  }
  return Buffer.concat(parts).toString("utf8");
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
