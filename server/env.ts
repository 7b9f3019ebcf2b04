/**
 * Everything the product reads from its environment, parsed once. Nothing else reads `process.env`,
 * but for `server/start/start.mjs`, which looks at PORT and HOST before anything is installed.
 */
import { resolve } from "node:path";
import { z } from "zod";
import { isProxyName } from "#server/auth/peer-address.ts";
import { PlainError } from "#server/start/plain-error.ts";

export interface Env {
  nodeEnv: "production" | "development" | "test";
  /** TCP port; 0 lets the system choose. */
  port: number;
  /** Address to listen on; undefined means every interface, IPv4 and IPv6. */
  host: string | undefined;
  /** Absolute path of the folder for everything that must survive a restart. */
  dataDir: string;
  /** An external PostgreSQL; undefined means the embedded one. */
  databaseUrl: string | undefined;
  /** Between several servers on one database; undefined means they hear each other through the database alone. */
  redisUrl: string | undefined;
  /** Who shows it may read the metrics; undefined means: staff only. */
  metricsToken: string | undefined;
  /** The origin people and other sites use, without a slash at the end. */
  publicUrl: string | undefined;
  /** Whose word on who asks is taken: addresses, ranges, `loopback`. */
  trustedProxies: readonly string[];
  tls: { certFile: string; keyFile: string } | undefined;
  /** Signs sessions; undefined means: made on first start and kept in the data folder. */
  authSecret: string | undefined;
  logLevel: "fatal" | "error" | "warn" | "info" | "debug" | "trace" | "silent";
}

const withProtocol = (protocols: string[], example: string) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    error: `must be an address like ${example}`,
  });

const origin = withProtocol(["http:", "https:"], "https://help.example.com")
  .refine((text) => {
    if (!URL.canParse(text)) return true;
    const url = new URL(text);
    return url.pathname === "/" && !url.search && !url.hash && !url.username && !url.password;
  }, "must be an address without a path, a question mark or a user name")
  .transform((text) => new URL(text).origin);

const port = z
  .string()
  .regex(/^\d{1,5}$/, "must be a number from 0 to 65535")
  .transform(Number)
  .refine((value) => value <= 65535, "must be a number from 0 to 65535");

const secret = z.string().min(32, "must have at least 32 characters");

const levels = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;

const schema = z
  .object({
    NODE_ENV: z
      .enum(["production", "development", "test"], { error: "must be production, development or test" })
      .default("production"),
    PORT: port.default(3000),
    HOST: z.string().optional(),
    DATA_DIR: z.string().default(".data"),
    DATABASE_URL: withProtocol(
      ["postgres:", "postgresql:"],
      "postgresql://user:password@host:5432/database",
    ).optional(),
    REDIS_URL: withProtocol(["redis:", "rediss:"], "redis://host:6379").optional(),
    METRICS_TOKEN: z.string().min(16, "must have at least 16 characters").optional(),
    PUBLIC_URL: origin.optional(),
    TRUSTED_PROXIES: z
      .string()
      .default("loopback")
      .transform((text) => text.split(",").map((name) => name.trim()))
      .refine((names) => names.every(isProxyName), {
        error: "must be addresses or ranges with commas between, like 10.0.0.4,10.1.0.0/16",
      }),
    TLS_CERT_FILE: z.string().optional(),
    TLS_KEY_FILE: z.string().optional(),
    AUTH_SECRET: secret.optional(),
    NEXTAUTH_SECRET: secret.optional(),
    LOG_LEVEL: z.enum(levels, { error: `must be one of ${levels.join(", ")}` }).default("info"),
  })
  .superRefine((env, context) => {
    const complain = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
    if (env.TLS_CERT_FILE && !env.TLS_KEY_FILE) complain("TLS_KEY_FILE", "is needed beside TLS_CERT_FILE");
    if (env.TLS_KEY_FILE && !env.TLS_CERT_FILE) complain("TLS_CERT_FILE", "is needed beside TLS_KEY_FILE");
    if (env.TLS_CERT_FILE && env.PUBLIC_URL?.startsWith("http:"))
      complain("PUBLIC_URL", "must start with https:// when TLS_CERT_FILE is set");
    if (env.AUTH_SECRET && env.NEXTAUTH_SECRET && env.AUTH_SECRET !== env.NEXTAUTH_SECRET)
      complain("NEXTAUTH_SECRET", "differs from AUTH_SECRET; set one of them");
  });

/**
 * Parses an environment. An empty value counts as not set. Values never appear in the complaints: some are secrets.
 * @param folder what a relative DATA_DIR, TLS_CERT_FILE or TLS_KEY_FILE is relative to
 */
export function parseEnv(source: Record<string, string | undefined>, folder = process.cwd()): Env {
  const given = Object.fromEntries(
    Object.entries(source)
      .map(([name, value]) => [name, value?.trim()] as const)
      .filter(([, value]) => value),
  );
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join(".")} ${issue.message}`);
    throw new PlainError(`The environment has values the server cannot use:\n${lines.join("\n")}`);
  }
  const env = parsed.data;
  return {
    nodeEnv: env.NODE_ENV,
    port: env.PORT,
    host: env.HOST,
    dataDir: resolve(folder, env.DATA_DIR),
    databaseUrl: env.DATABASE_URL,
    redisUrl: env.REDIS_URL,
    metricsToken: env.METRICS_TOKEN,
    publicUrl: env.PUBLIC_URL,
    trustedProxies: env.TRUSTED_PROXIES,
    tls:
      env.TLS_CERT_FILE && env.TLS_KEY_FILE
        ? { certFile: resolve(folder, env.TLS_CERT_FILE), keyFile: resolve(folder, env.TLS_KEY_FILE) }
        : undefined,
    authSecret: env.AUTH_SECRET ?? env.NEXTAUTH_SECRET,
    logLevel: env.LOG_LEVEL,
  };
}

/** The environment of this process; a PlainError names every value that cannot be used. */
export function readEnv(): Env {
  return parseEnv(process.env);
}
