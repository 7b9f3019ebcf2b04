import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { verifyPassword } from "#server/auth/passwords.ts";
import type { Role } from "../../contract/views.ts";
import { createSession, liveSession, sessionsOf } from "../../store/sessions.ts";
import { passwordOf } from "../../store/staff.ts";
import { changePassword } from "../account/change-password.ts";
import { getAccount } from "../account/get-account.ts";
import type { StaffPrincipal } from "../app.ts";
import { revokeSession } from "../session/revoke-session.ts";
import { removeTeam } from "../team/remove-team.ts";
import { saveTeam } from "../team/save-team.ts";
import { syncStaffToEngine } from "../team/sync-engine.ts";
import { listPeople } from "./list-people.ts";
import { resetPassword } from "./reset-password.ts";
import { savePerson } from "./save-person.ts";
import { setPersonDisabled } from "./set-person-disabled.ts";
import { addStaff, createTestApp, refusal, testPassword, type TestApp } from "./test-app.ts";

let test: TestApp;
let ada: StaffPrincipal;
beforeAll(async () => {
  test = await createTestApp();
  ada = await addStaff(test.app, "Ada", ["admin"]);
});
afterAll(() => test.close());
beforeEach(() => {
  test.published.length = 0;
});

const person = (
  name: string,
  more: { id?: string; roles?: Role[]; teamIds?: string[]; capacity?: number; email?: string; clientId?: string } = {},
) =>
  ({
    clientId: randomUUID(),
    id: null,
    email: `${name.toLowerCase()}@shop.example`,
    name,
    roles: ["agent"] as Role[],
    teamIds: [],
    capacity: 4,
    ...more,
  }) as Parameters<typeof savePerson>[2];
const team = (name: string, memberIds: string[], more: object = {}) =>
  ({
    clientId: randomUUID(),
    id: null,
    name,
    languages: ["en"],
    isDefault: false,
    isAutoAccept: false,
    offerMs: 20_000,
    maxWaiting: null,
    memberIds,
    ...more,
  }) as Parameters<typeof saveTeam>[2];
const cuts = () => test.published.filter((each) => each.kind === "cut");

describe("people", () => {
  it("are added with a one-time password, which is stored only as a hash", async () => {
    const { person: lin, oneTimePassword } = await savePerson(
      test.app,
      ada,
      person("Lin", { email: "Lin@Shop.Example" }),
    );
    expect(lin).toMatchObject({
      email: "lin@shop.example",
      mustChangePassword: true,
      isDisabled: false,
      roles: ["agent"],
    });
    expect(
      await verifyPassword((await passwordOf(test.app.database.main, lin.id))?.hash ?? null, oneTimePassword ?? ""),
    ).toBe(true);
    const stored = await test.app.database.main.query<{ text: string }>("SELECT answer::text AS text FROM command_log");
    expect(stored.rows.some(({ text }) => text.includes(oneTimePassword ?? ""))).toBe(false);
    expect(test.app.dispatcher.state.agents.get(lin.id)).toMatchObject({ capacity: 4, isEnabled: true });
  });

  it("a repeated command adds nobody again and answers with a password that works; another body is a conflict", async () => {
    const input = person("Repeat");
    const first = await savePerson(test.app, ada, input);
    const second = await savePerson(test.app, ada, input);
    expect(second.person).toEqual(first.person);
    expect(
      await verifyPassword(
        (await passwordOf(test.app.database.main, first.person.id))?.hash ?? null,
        second.oneTimePassword ?? "",
      ),
    ).toBe(true);
    expect(await refusal(savePerson(test.app, ada, { ...input, name: "Other" }))).toBe("conflict");
    expect((await listPeople(test.app, ada)).people.filter(({ name }) => name === "Repeat")).toHaveLength(1);
  });

  it("two at once of one command add one person", async () => {
    const input = person("Twice");
    const [first, second] = await Promise.all([savePerson(test.app, ada, input), savePerson(test.app, ada, input)]);
    expect(first.person.id).toBe(second.person.id);
  });

  it("an address belongs to one person, whatever its capitals", async () => {
    await savePerson(test.app, ada, person("Mei"));
    expect(await refusal(savePerson(test.app, ada, person("Mei2", { email: "MEI@shop.example" })))).toBe("taken");
    expect(await refusal(savePerson(test.app, ada, person("Nobody", { id: randomUUID() })))).toBe("not_found");
    expect(await refusal(savePerson(test.app, ada, person("Teamless", { teamIds: [randomUUID()] })))).toBe("not_found");
  });

  it("other roles end their sessions and cut their sockets; the same roles do not", async () => {
    const sam = await addStaff(test.app, "Sam", ["agent"]);
    await savePerson(test.app, ada, person("Sam", { id: sam.staffId, roles: ["agent"], capacity: 2 }));
    expect(cuts()).toEqual([]);
    expect(test.app.dispatcher.state.agents.get(sam.staffId)?.capacity).toBe(2);
    await savePerson(test.app, ada, person("Sam", { id: sam.staffId, roles: ["supervisor"] }));
    expect(cuts()).toEqual([{ kind: "cut", staffId: sam.staffId, sessionId: sam.sessionId, reason: "roles_changed" }]);
    expect(await liveSession(test.app.database.main, sam.sessionId, sam.staffId)).toBeNull();
    expect(test.app.dispatcher.state.agents.has(sam.staffId)).toBe(false);
  });

  it("a disabled person is out at once, also for the engine, and comes back", async () => {
    const tom = await addStaff(test.app, "Tom", ["agent"]);
    await setPersonDisabled(test.app, ada, { clientId: randomUUID(), id: tom.staffId as never, isDisabled: true });
    expect(cuts()).toEqual([{ kind: "cut", staffId: tom.staffId, sessionId: tom.sessionId, reason: "disabled" }]);
    expect(await liveSession(test.app.database.main, tom.sessionId, tom.staffId)).toBeNull();
    expect(test.app.dispatcher.state.agents.get(tom.staffId)?.isEnabled).toBe(false);
    await setPersonDisabled(test.app, ada, { clientId: randomUUID(), id: tom.staffId as never, isDisabled: false });
    expect(test.app.dispatcher.state.agents.get(tom.staffId)?.isEnabled).toBe(true);
    // A session that ended stays ended.
    expect(await liveSession(test.app.database.main, tom.sessionId, tom.staffId)).toBeNull();
  });

  it("the last admin can be neither demoted nor disabled, also when two try at once", async () => {
    expect(await refusal(savePerson(test.app, ada, person("Ada", { id: ada.staffId, roles: ["agent"] })))).toBe(
      "last_admin",
    );
    expect(
      await refusal(
        setPersonDisabled(test.app, ada, { clientId: randomUUID(), id: ada.staffId as never, isDisabled: true }),
      ),
    ).toBe("last_admin");
    const bob = await addStaff(test.app, "Bob", ["admin"]);
    const tries = await Promise.all([
      refusal(setPersonDisabled(test.app, ada, { clientId: randomUUID(), id: bob.staffId as never, isDisabled: true })),
      refusal(setPersonDisabled(test.app, bob, { clientId: randomUUID(), id: ada.staffId as never, isDisabled: true })),
    ]);
    expect(tries.toSorted()).toEqual(["last_admin", "not refused"]);
    for (const id of [ada.staffId, bob.staffId])
      await test.app.database.main.query("UPDATE staff SET is_disabled = false WHERE id = $1", [id]);
  });

  it("a forgotten password is replaced by a one-time one", async () => {
    const kim = await addStaff(test.app, "Kim", ["agent"]);
    const input = { clientId: randomUUID(), id: kim.staffId as never };
    const { oneTimePassword } = await resetPassword(test.app, ada, input);
    const stored = await passwordOf(test.app.database.main, kim.staffId);
    expect(stored?.mustChange).toBe(true);
    expect(await verifyPassword(stored?.hash ?? null, oneTimePassword)).toBe(true);
    expect(cuts()).toHaveLength(1);
    await changePassword(test.app, kim, { current: null, next: "oak bench in the rain" });
    expect(await refusal(resetPassword(test.app, ada, input))).toBe("conflict");
  });
});

describe("one’s own account", () => {
  it("a changed password ends every other session and needs the one so far", async () => {
    const zoe = await addStaff(test.app, "Zoe", ["agent"]);
    const phone = await addSession(zoe);
    expect(await refusal(changePassword(test.app, zoe, { current: "wrong", next: "oak bench in the rain" }))).toBe(
      "wrong_password",
    );
    expect(await refusal(changePassword(test.app, zoe, { current: null, next: "oak bench in the rain" }))).toBe(
      "wrong_password",
    );
    expect(await refusal(changePassword(test.app, zoe, { current: testPassword, next: "Password123" }))).toBe(
      "weak_password",
    );
    expect(await refusal(changePassword(test.app, zoe, { current: testPassword, next: testPassword }))).toBe(
      "weak_password",
    );
    await changePassword(test.app, zoe, { current: testPassword, next: "oak bench in the rain" });
    expect(cuts()).toEqual([{ kind: "cut", staffId: zoe.staffId, sessionId: phone, reason: "password_changed" }]);
    expect((await sessionsOf(test.app.database.main, zoe.staffId)).map(({ id }) => id)).toEqual([zoe.sessionId]);
    expect(test.log.join("\n")).not.toContain("oak bench");
  });

  it("lists and ends one’s own sessions, never somebody else’s", async () => {
    const yan = await addStaff(test.app, "Yan", ["agent"]);
    const other = await addStaff(test.app, "Una", ["agent"]);
    const phone = await addSession(yan);
    const { sessions, me } = await getAccount(test.app, yan);
    expect(me).toMatchObject({ name: "Yan", mustChangePassword: false });
    expect(sessions.filter(({ isThis }) => isThis).map(({ id }) => id)).toEqual([yan.sessionId]);
    expect(await refusal(revokeSession(test.app, yan, { clientId: randomUUID(), id: other.sessionId as never }))).toBe(
      "not_found",
    );
    const input = { clientId: randomUUID(), id: phone as never };
    await revokeSession(test.app, yan, input);
    await revokeSession(test.app, yan, input);
    expect(cuts()).toEqual([{ kind: "cut", staffId: yan.staffId, sessionId: phone, reason: "revoked" }]);
    expect(await liveSession(test.app.database.main, other.sessionId, other.staffId)).not.toBeNull();
  });

  const addSession = (me: StaffPrincipal): Promise<string> =>
    createSession(test.app.database.main, me.staffId, "a phone");
});

describe("teams", () => {
  it("the first is the default; another takes that over; names are kept apart", async () => {
    const lou = await addStaff(test.app, "Lou", ["agent"]);
    const first = await saveTeam(test.app, ada, team("Delivery", [lou.staffId, ada.staffId]));
    expect(first).toMatchObject({ isDefault: true, memberIds: [lou.staffId, ada.staffId] });
    // The engine knows those who take chats.
    expect(test.app.dispatcher.state.teams.get(first.id)?.agentIds).toEqual([lou.staffId]);
    expect((await saveTeam(test.app, ada, team("Delivery!", [], { id: first.id, isDefault: false }))).isDefault).toBe(
      true,
    );
    const second = await saveTeam(test.app, ada, team("Returns", [lou.staffId], { isDefault: true }));
    expect((await listPeople(test.app, ada)).teams.filter(({ isDefault }) => isDefault).map(({ id }) => id)).toEqual([
      second.id,
    ]);
    expect(await refusal(saveTeam(test.app, ada, team("Returns", [])))).toBe("taken");
    expect(await refusal(saveTeam(test.app, ada, team("Ghosts", [randomUUID()])))).toBe("not_found");
  });

  it("a member who goes stops hearing its conversations, one who supervises does not", async () => {
    const sue = await addStaff(test.app, "Sue", ["agent"]);
    const sup = await addStaff(test.app, "Sup", ["supervisor", "agent"]);
    const { id } = await saveTeam(test.app, ada, team("Leaving", [sue.staffId, sup.staffId]));
    const conversation = await openConversation(id);
    test.published.length = 0;
    await saveTeam(test.app, ada, team("Leaving", [], { id }));
    expect(test.published.filter((each) => each.kind === "unfollow")).toEqual([
      { kind: "unfollow", staffId: sue.staffId, conversationId: conversation },
    ]);
    await savePerson(test.app, ada, person("Sue", { id: sue.staffId, teamIds: [id] }));
    await savePerson(test.app, ada, person("Sue", { id: sue.staffId, teamIds: [] }));
    expect(test.published.filter((each) => each.kind === "unfollow")).toHaveLength(2);
  });

  it("is removed only when nobody needs it; then another is the default", async () => {
    const { id } = await saveTeam(test.app, ada, team("Busy", [], { isDefault: true }));
    await openConversation(id);
    expect(await refusal(removeTeam(test.app, ada, { clientId: randomUUID(), id }))).toBe("in_use");
    await test.app.database.main.query(
      `UPDATE conversations SET state = 'closed', closed_at = now() WHERE team_id = $1`,
      [id],
    );
    const input = { clientId: randomUUID(), id };
    await removeTeam(test.app, ada, input);
    await removeTeam(test.app, ada, input);
    expect(test.app.dispatcher.state.teams.has(id)).toBe(false);
    const { teams } = await listPeople(test.app, ada);
    expect(teams.filter(({ isDefault }) => isDefault)).toHaveLength(1);
    expect(await refusal(removeTeam(test.app, ada, { clientId: randomUUID(), id }))).toBe("not_found");
  });

  it("the engine is told only what differs", async () => {
    await syncStaffToEngine(test.app);
    const { seq } = test.app.dispatcher.state.meta;
    await syncStaffToEngine(test.app);
    expect(test.app.dispatcher.state.meta.seq).toBe(seq);
  });

  async function openConversation(teamId: string): Promise<string> {
    const id = randomUUID();
    const customerId = randomUUID();
    await test.app.database.main.query("INSERT INTO customers (id, site_id) VALUES ($1, $2)", [
      customerId,
      test.app.siteId,
    ]);
    await test.app.database.main.query(
      `INSERT INTO conversations (id, site_id, customer_id, team_id) VALUES ($1, $2, $3, $4)`,
      [id, test.app.siteId, customerId, teamId],
    );
    return id;
  }
});
