import { expect, it } from "vitest";
import { isUsableContact } from "./contact-check.ts";

it.each(["", "  ", "marguerite@example.org", "+351 912 345 678", "(021) 345-678"])("%j can be used", (contact) => {
  expect(isUsableContact(contact)).toBe(true);
});

it.each(["marguerite", "a@b", "@example.org", "12345", "call me at home"])("%j cannot", (contact) => {
  expect(isUsableContact(contact)).toBe(false);
});
