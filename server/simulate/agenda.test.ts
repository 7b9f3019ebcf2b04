import { expect, it } from "vitest";
import { Agenda } from "./agenda.ts";
import { streamOf } from "./draws.ts";

it("gives back by time, and by the order of noting at the same time", () => {
  const agenda = new Agenda<string>();
  const random = streamOf(1, 9);
  const noted = Array.from({ length: 500 }, (_, order) => ({ at: Math.floor(random() * 40), order }));
  for (const { at, order } of noted) agenda.note(at, `${at} ${order}`);
  const wanted = [...noted].sort((x, y) => x.at - y.at || x.order - y.order).map(({ at, order }) => `${at} ${order}`);
  expect(agenda.nextAt).toBe(0);
  expect(Array.from({ length: 500 }, () => agenda.take())).toEqual(wanted);
  expect(agenda.take()).toBeNull();
  expect(agenda.nextAt).toBeNull();
});
