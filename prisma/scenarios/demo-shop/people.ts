import type { SeedLanguage } from "../answer-seed.ts";

/** The people of the demo shop. Passwords are made at random per installation and never stand here. */

export type DemoTeamKey = "delivery-returns" | "chinese";
export type DemoPersonKey = "lin" | "mei" | "amadou" | "siyu" | "lihua" | "sofia" | "priya";
export type DemoRole = "agent" | "supervisor" | "admin";

export interface DemoTeam {
  key: DemoTeamKey;
  name: string;
  languages: readonly SeedLanguage[];
  isDefault: boolean;
}

export interface DemoPerson {
  key: DemoPersonKey;
  name: string;
  email: string;
  roles: readonly DemoRole[];
  teamKeys: readonly DemoTeamKey[];
  /** Conversations at a time. Used only while this person works as an agent. */
  capacity: number;
  /** The language of this person's own screens. */
  language: SeedLanguage;
}

export const demoTeams: readonly DemoTeam[] = [
  { key: "delivery-returns", name: "Delivery & returns", languages: ["en"], isDefault: true },
  { key: "chinese", name: "中文客服", languages: ["zh"], isDefault: false },
];

export const demoPeople: readonly DemoPerson[] = [
  {
    key: "lin",
    name: "Lin Hartmann",
    email: "lin.hartmann@fennel-and-oak.example",
    roles: ["agent"],
    teamKeys: ["delivery-returns", "chinese"],
    capacity: 5,
    language: "en",
  },
  {
    key: "mei",
    name: "Mei Tanaka",
    email: "mei.tanaka@fennel-and-oak.example",
    roles: ["agent"],
    teamKeys: ["delivery-returns"],
    capacity: 4,
    language: "en",
  },
  {
    key: "amadou",
    name: "Amadou Diallo",
    email: "amadou.diallo@fennel-and-oak.example",
    roles: ["agent"],
    teamKeys: ["delivery-returns"],
    capacity: 4,
    language: "en",
  },
  {
    key: "siyu",
    name: "王思雨",
    email: "wang.siyu@fennel-and-oak.example",
    roles: ["agent"],
    teamKeys: ["chinese"],
    capacity: 3,
    language: "zh",
  },
  {
    key: "lihua",
    name: "邓丽华",
    email: "deng.lihua@fennel-and-oak.example",
    roles: ["agent"],
    teamKeys: ["chinese", "delivery-returns"],
    capacity: 4,
    language: "zh",
  },
  {
    // Roles add up (C2): she steps in on both queues when they are long.
    key: "sofia",
    name: "Sofía Brandt-Echeverría",
    email: "sofia.brandt@fennel-and-oak.example",
    roles: ["supervisor", "agent"],
    teamKeys: ["delivery-returns", "chinese"],
    capacity: 3,
    language: "en",
  },
  {
    key: "priya",
    name: "Priya Raghunathan",
    email: "priya.raghunathan@fennel-and-oak.example",
    roles: ["admin"],
    teamKeys: [],
    capacity: 3,
    language: "en",
  },
];
