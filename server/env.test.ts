import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { parseEnv } from "./env.ts";

describe("parseEnv", () => {
  it("needs nothing", () => {
    expect(parseEnv({}, "/srv/answerline")).toEqual({
      nodeEnv: "production",
      port: 3000,
      host: undefined,
      dataDir: resolve("/srv/answerline", ".data"),
      databaseUrl: undefined,
      redisUrl: undefined,
      metricsToken: undefined,
      trustedProxies: ["loopback"],
      publicUrl: undefined,
      tls: undefined,
      authSecret: undefined,
      logLevel: "info",
    });
  });

  it("takes an empty value for not set", () => {
    expect(parseEnv({ PORT: "", DATABASE_URL: "  ", HOST: "" })).toMatchObject({
      port: 3000,
      databaseUrl: undefined,
      host: undefined,
    });
  });

  it("reads what is set", () => {
    const secret = "s".repeat(32);
    const env = parseEnv(
      {
        PORT: "8443",
        HOST: "127.0.0.1",
        DATA_DIR: "data",
        PUBLIC_URL: "https://Help.Example.com/",
        TLS_CERT_FILE: "cert.pem",
        TLS_KEY_FILE: "/etc/key.pem",
        NEXTAUTH_SECRET: secret,
        DATABASE_URL: "postgresql://u:p@db/answerline",
      },
      "/srv",
    );
    expect(env).toMatchObject({
      port: 8443,
      host: "127.0.0.1",
      dataDir: "/srv/data",
      publicUrl: "https://help.example.com",
      tls: { certFile: "/srv/cert.pem", keyFile: "/etc/key.pem" },
      authSecret: secret,
      databaseUrl: "postgresql://u:p@db/answerline",
    });
  });

  it.each([
    [{ PORT: "70000" }, "PORT must be a number from 0 to 65535"],
    [{ PORT: "3000x" }, "PORT must be a number"],
    [{ DATABASE_URL: "mysql://db/x" }, "DATABASE_URL must be an address like postgresql://"],
    [{ REDIS_URL: "localhost:6379" }, "REDIS_URL must be an address like redis://"],
    [{ PUBLIC_URL: "help.example.com" }, "PUBLIC_URL must be an address like https://"],
    [{ PUBLIC_URL: "https://example.com/help" }, "PUBLIC_URL must be an address without a path"],
    [{ TLS_CERT_FILE: "a" }, "TLS_KEY_FILE is needed beside TLS_CERT_FILE"],
    [{ TLS_CERT_FILE: "a", TLS_KEY_FILE: "b", PUBLIC_URL: "http://x.org" }, "PUBLIC_URL must start with https"],
    [{ AUTH_SECRET: "short" }, "AUTH_SECRET must have at least 32 characters"],
    [{ AUTH_SECRET: "a".repeat(32), NEXTAUTH_SECRET: "b".repeat(32) }, "NEXTAUTH_SECRET differs from AUTH_SECRET"],
    [{ LOG_LEVEL: "loud" }, "LOG_LEVEL must be one of fatal, error"],
    [{ NODE_ENV: "staging" }, "NODE_ENV must be production, development or test"],
  ])("refuses %o", (source, complaint) => {
    expect(() => parseEnv(source)).toThrow(complaint);
  });

  it("names every bad value at once and never shows one", () => {
    const bad = { PORT: "no", DATABASE_URL: "secret-password", AUTH_SECRET: "hunter2" };
    let message = "";
    try {
      parseEnv(bad);
    } catch (error) {
      message = (error as Error).message;
    }
    expect(message).toMatch(/PORT[^]*DATABASE_URL[^]*AUTH_SECRET/);
    for (const value of Object.values(bad).slice(1)) expect(message).not.toContain(value);
  });
});
