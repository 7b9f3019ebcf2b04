-- A batch of decisions costs less to write. What nobody looks into in SQL is kept as text that is JSON, not taken apart:
-- it is written once, read back whole, and most of what writing it cost was the taking apart. The previous release's
-- program goes on writing beside: what it gives as jsonb is taken.

ALTER TABLE "journal" ALTER COLUMN "event" TYPE json, ALTER COLUMN "outcome" TYPE json;
ALTER TABLE "desk_items" ALTER COLUMN "change" TYPE json;
ALTER TABLE "offers" ALTER COLUMN "reason" TYPE json;
ALTER TABLE "assignments" ALTER COLUMN "reason" TYPE json;
ALTER TABLE "routing_reasons" ALTER COLUMN "reason" TYPE json;

-- A decision of a few thousand letters stays as it is: to compress it costs more than to write it.
DO $$
DECLARE
  v_name regclass;
BEGIN
  FOR v_name IN SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent = 'journal'::regclass LOOP
    EXECUTE format('ALTER TABLE %s SET (toast_tuple_target = 8160)', v_name);
  END LOOP;
END $$;

CREATE OR REPLACE FUNCTION ensure_journal_partition(p_at timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_from date := date_trunc('month', p_at AT TIME ZONE 'UTC')::date;
  v_name text := 'journal_' || to_char(v_from, 'YYYY_MM');
BEGIN
  PERFORM pg_advisory_xact_lock(7201);
  IF to_regclass(v_name) IS NULL AND NOT EXISTS (
    SELECT 1 FROM journal_default WHERE at >= v_from::timestamp AT TIME ZONE 'UTC' AND at < (v_from + interval '1 month') AT TIME ZONE 'UTC'
  ) THEN
    EXECUTE format('CREATE TABLE %I PARTITION OF journal FOR VALUES FROM (%L) TO (%L) WITH (toast_tuple_target = 8160)', v_name,
      v_from::timestamp AT TIME ZONE 'UTC', (v_from + interval '1 month') AT TIME ZONE 'UTC');
  END IF;
END $$;

-- Every decision asks whether it leaves something of these behind; they are few.
CREATE INDEX "service_requests_automatic" ON "service_requests" ("conversation_id") WHERE "is_automatic" AND "state" = 'stored';

-- Rows that change while they live: room on the page keeps those updates off the indexes (HOT).
ALTER TABLE "staff" SET (fillfactor = 60);
ALTER TABLE "queue_entries" SET (fillfactor = 80);
ALTER TABLE "offers" SET (fillfactor = 80);
ALTER TABLE "assignments" SET (fillfactor = 80);
