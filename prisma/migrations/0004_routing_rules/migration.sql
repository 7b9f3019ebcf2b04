-- Everything a team, an agent and the line can be told. Defaults let the previous release's program go on writing beside.

ALTER TABLE teams
  -- What TeamRules of the engine says, as the admin set it; what is missing is as a plain team has it.
  ADD COLUMN rules jsonb NOT NULL DEFAULT '{}',
  -- { timeZone, week: [[{ from, to }] × 7], holidays: [{ date, name, hours }] }; NULL = always open.
  ADD COLUMN timetable jsonb;

ALTER TABLE staff
  ADD COLUMN languages text[] NOT NULL DEFAULT '{}',
  ADD COLUMN skills jsonb NOT NULL DEFAULT '{}';

ALTER TABLE customers ADD COLUMN is_vip boolean NOT NULL DEFAULT false;

ALTER TABLE routing_teams ADD COLUMN rules jsonb NOT NULL DEFAULT '{}';

ALTER TABLE routing_agents
  ALTER COLUMN over_by TYPE double precision,
  ADD COLUMN languages text[] NOT NULL DEFAULT '{}',
  ADD COLUMN skills jsonb NOT NULL DEFAULT '{}',
  ADD COLUMN availability_until timestamptz(3),
  ADD COLUMN is_away_by_itself boolean NOT NULL DEFAULT false,
  ADD COLUMN lapses int NOT NULL DEFAULT 0,
  ADD COLUMN not_responding jsonb,
  ADD COLUMN leaving_at timestamptz(3),
  ADD COLUMN wrap_ups jsonb NOT NULL DEFAULT '[]',
  ADD COLUMN asked_in jsonb NOT NULL DEFAULT '{}',
  ADD COLUMN side_work jsonb NOT NULL DEFAULT '{"requests": 0, "consults": 0}';

ALTER TABLE routing_conversations
  ADD COLUMN ladder_step int NOT NULL DEFAULT 0,
  ADD COLUMN ladder_at timestamptz(3),
  ADD COLUMN hops int NOT NULL DEFAULT 0,
  ADD COLUMN former_agent_id uuid,
  ADD COLUMN reoffer jsonb,
  ADD COLUMN promised_at timestamptz(3),
  ADD COLUMN promise_made_at timestamptz(3);

ALTER TABLE queue_entries
  ADD COLUMN prefer_until timestamptz(3),
  ADD COLUMN needs jsonb,
  ADD COLUMN needs_until timestamptz(3),
  ADD COLUMN overflow_at timestamptz(3),
  ADD COLUMN long_wait_at timestamptz(3),
  ADD COLUMN is_vip boolean NOT NULL DEFAULT false,
  ADD COLUMN skips int NOT NULL DEFAULT 0;

ALTER TABLE offers ADD COLUMN weight double precision NOT NULL DEFAULT 1;

ALTER TABLE assignments
  ADD COLUMN needs jsonb,
  ADD COLUMN is_vip boolean NOT NULL DEFAULT false,
  ADD COLUMN weight double precision NOT NULL DEFAULT 1;

-- Why (C6): one row for every offer, assignment, skip, requeue, diversion and reminder, beside the journal that holds them too.
CREATE TABLE routing_reasons (
  journal_seq bigint NOT NULL,
  position int NOT NULL,
  conversation_id uuid NOT NULL,
  team_id uuid NOT NULL,
  about text NOT NULL,
  at timestamptz(3) NOT NULL,
  reason jsonb NOT NULL,
  PRIMARY KEY (journal_seq, position)
);
CREATE INDEX routing_reasons_conversation_id_journal_seq_idx ON routing_reasons (conversation_id, journal_seq);
