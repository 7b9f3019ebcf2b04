import { expect, it } from "vitest";
import { pageTitle } from "./page-title.ts";

it("calls with an offer before it counts what is unread", () => {
  expect(pageTitle("Workbench", { offers: 1, unread: 3 }, "New conversation: Wei")).toBe("● New conversation: Wei");
  expect(pageTitle("Workbench", { offers: 0, unread: 3 }, "")).toBe("(3) Workbench");
  expect(pageTitle("Workbench", { offers: 0, unread: 0 }, "")).toBe("Workbench");
});
