/** A small open shop as its tables hold it: people of every role with a session each, two teams, a few answers. */
import { encode } from "next-auth/jwt";
import { v7 as uuidv7 } from "uuid";
import { ensureSite } from "#prisma/seed.ts";
import { staffCookies } from "../auth/cookies.ts";
import type { Role } from "../contract/views.ts";
import { createCustomer } from "../store/customers.ts";
import type { Database, Sql } from "../store/database.ts";
import { createSession } from "../store/sessions.ts";

/** Signs the sessions of tests; nothing real is signed with it. */
export const testSecrets = { authSecret: "a secret of the tests, long enough to be one" };

export interface ShopPerson {
  staffId: string;
  name: string;
  email: string;
  roles: Role[];
  sessionId: string;
  /** The `Cookie` header of their browser. */
  cookie: string;
}

export interface ShopCustomer {
  customerId: string;
  token: string;
}

export interface ChatShop {
  siteId: string;
  /** `front` is the default team: Lin and Mia. `workshop`: Tom. */
  teams: { front: string; workshop: string };
  lin: ShopPerson;
  mia: ShopPerson;
  tom: ShopPerson;
  /** Supervisor, no agent. */
  sue: ShopPerson;
  /** Admin, no agent. */
  ada: ShopPerson;
  answers: { delivery: string; returns: string };
}

/** A question that an answer of the shop has word for word. */
export const knownQuestion = "How long does delivery take?";
/** A question no answer of the shop comes near. */
export const strangeQuestion = "Zebra quantum marmalade?";

/** Fills an empty, migrated database. */
export async function seedChatShop(database: Database): Promise<ChatShop> {
  const sql = database.main;
  const siteId = await ensureSite(database);
  const front = await addTeam(sql, siteId, "Front desk", true);
  const workshop = await addTeam(sql, siteId, "Workshop", false);
  const delivery = await addAnswer(sql, siteId, "Delivery times", "Two to four working days.", [
    knownQuestion,
    "When will my parcel arrive?",
    "delivery time",
  ]);
  const returns = await addAnswer(sql, siteId, "Returns", "Within 30 days, free of charge.", [
    "Can I send it back?",
    "How do I return an item?",
    "return policy",
  ]);
  await addAnswer(sql, siteId, "Opening hours", "Monday to Friday, nine to five.", [
    "When are you open?",
    "opening hours",
    "Are you open on Sunday?",
  ]);
  return {
    siteId,
    teams: { front, workshop },
    lin: await addPerson(sql, "Lin", ["agent"], front),
    mia: await addPerson(sql, "Mia", ["agent"], front),
    tom: await addPerson(sql, "Tom", ["agent"], workshop),
    sue: await addPerson(sql, "Sue", ["supervisor"], null),
    ada: await addPerson(sql, "Ada", ["admin"], null),
    answers: { delivery, returns },
  };
}

async function addTeam(sql: Sql, siteId: string, name: string, isDefault: boolean): Promise<string> {
  const id = uuidv7();
  await sql.query(
    "INSERT INTO teams (id, site_id, name, languages, is_default, offer_ms) VALUES ($1, $2, $3, $4, $5, 120000)",
    [id, siteId, name, [], isDefault],
  );
  return id;
}

async function addAnswer(sql: Sql, siteId: string, title: string, body: string, questions: string[]): Promise<string> {
  const id = uuidv7();
  await sql.query(
    `INSERT INTO answers (id, site_id, kind, title, body, language, questions) VALUES ($1, $2, 'answer', $3, $4, 'en', $5)`,
    [id, siteId, title, body, questions],
  );
  return id;
}

/** Somebody with a password of nobody's and a living session. */
export async function addPerson(
  sql: Sql,
  name: string,
  roles: Role[],
  teamId: string | null,
  capacity = 3,
): Promise<ShopPerson> {
  const staffId = uuidv7();
  const email = `${name.toLowerCase()}@shop.example`;
  await sql.query(
    `INSERT INTO staff (id, email, name, roles, password_hash, must_change_password, capacity) VALUES ($1, $2, $3, $4, '', false, $5)`,
    [staffId, email, name, roles, capacity],
  );
  if (teamId !== null)
    await sql.query("INSERT INTO team_members (team_id, staff_id) VALUES ($1, $2)", [teamId, staffId]);
  const person = { staffId, name, email, roles };
  return { ...person, ...(await newSession(sql, staffId)) };
}

/** Another sign-in of the same person. */
export async function newSession(sql: Sql, staffId: string): Promise<{ sessionId: string; cookie: string }> {
  const sessionId = await createSession(sql, staffId, "a test");
  const token = await encode({ token: { sessionId, staffId }, secret: testSecrets.authSecret });
  return { sessionId, cookie: `${staffCookies(false).sessionToken.name}=${token}` };
}

export async function newCustomer(sql: Sql, siteId: string): Promise<ShopCustomer> {
  const { customerId, token } = await createCustomer(sql, siteId, "en");
  return { customerId, token };
}
