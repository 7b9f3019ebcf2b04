import { describe, expect, it } from "vitest";
import { newOneTimePassword } from "./one-time-password.ts";
import { passwordFault } from "./password-strength.ts";
import { hashPassword, verifyPassword, warmPasswords } from "./passwords.ts";

describe("hashes", () => {
  it("are argon2id, differ each time, and know their password", async () => {
    const [first, second] = await Promise.all([hashPassword("a rather long one"), hashPassword("a rather long one")]);
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(first).not.toBe(second);
    expect(await verifyPassword(first, "a rather long one")).toBe(true);
    expect(await verifyPassword(first, "a rather long One")).toBe(false);
  });

  it("knows nobody, whatever the password, and refuses broken hashes and endless passwords", async () => {
    expect(await verifyPassword(null, "nobody has this password")).toBe(false);
    expect(await verifyPassword("not a hash", "x")).toBe(false);
    const long = "x".repeat(200);
    expect(await verifyPassword(await hashPassword(long), `${long}y`)).toBe(false);
  });

  it("takes as long for an unknown person as for a wrong password", async () => {
    const known = await hashPassword("a rather long one");
    await warmPasswords();
    const timeOf = async (hash: string | null) => {
      const times: number[] = [];
      for (let n = 0; n < 7; n += 1) {
        const start = performance.now();
        await verifyPassword(hash, "wrong");
        times.push(performance.now() - start);
      }
      return times.sort((a, b) => a - b)[3] ?? 0;
    };
    const [unknown, wrong] = [await timeOf(null), await timeOf(known)];
    expect(Math.abs(unknown - wrong)).toBeLessThan(20);
  });
});

describe("what is refused", () => {
  it.each([
    "password",
    "Password1",
    "p@ssw0rd",
    "Passw0rd!",
    "12345678",
    "123456789012",
    "qwertyuiop",
    "1q2w3e4r",
    "asdfghjkl1",
    "iloveyou2",
    "Summer2024!",
    "letmein123",
    "welcome1",
    "aaaaaaaa",
    "abcabcabc",
    "11111111",
    "abcdefgh",
    "19840613",
    "football99",
    "superman1",
    "trustno1",
    "monkey123",
    "drowssap",
    "passwordpassword",
    "adminadmin",
    "Adm1n2023",
    "zaq1@WSX",
    "1qaz2wsx",
    "qwerty123456",
    "princess!!",
    "woaini1314",
    "!@#$%^&*",
    "changeme",
    "Michael1!",
    "dragon2000",
  ])("%s is common", (password) => {
    expect(passwordFault(password)).toBe("common");
  });

  it("short ones, counted in characters", () => {
    expect(passwordFault("k7mp-x3")).toBe("short");
    expect(passwordFault("😀😀😀😀")).toBe("short");
  });

  it.each(["lin.hartmann", "LinHartmann7", "hartmann1990", "fennel-and-oak1"])("%s names its owner", (password) => {
    expect(passwordFault(password, ["Lin Hartmann", "lin.hartmann@fennel-and-oak.example"])).toBe("personal");
  });

  it.each([
    "correct horse battery staple",
    "brass lamp on tuesday",
    "Gz7!kfuw",
    "Rotes-Fahrrad-44x",
    "橡木餐桌上的黄铜灯",
    "vq8Kd2mZ",
    newOneTimePassword(),
  ])("%s is accepted", (password) => {
    expect(passwordFault(password, ["Lin Hartmann", "lin@shop.example"])).toBeNull();
  });
});

it("one-time passwords are four readable groups and never the same", () => {
  const made = new Set(Array.from({ length: 200 }, newOneTimePassword));
  expect(made.size).toBe(200);
  for (const password of made) expect(password).toMatch(/^([a-hjkmnp-rtwxy346789]{4}-){3}[a-hjkmnp-rtwxy346789]{4}$/);
});
