-- append_group as in 0002, with the time of a message taken under its conversation's lock: taken before, a message that had to
-- wait for the lock was dated before the item that it follows. No times of a log fall.
CREATE OR REPLACE FUNCTION append_group(
  p_wait boolean, p_conversations uuid[], p_ids uuid[], p_kinds text[], p_public boolean[], p_author_kinds text[], p_authors uuid[],
  p_names text[], p_clients uuid[], p_hashes text[], p_data text, p_media uuid[], p_guards text[], p_staff_wide boolean[])
RETURNS TABLE (
  idx integer, result text, item_id uuid, conversation_id uuid, item_seq integer, item_public_seq integer, item_at double precision, data jsonb,
  customer_id uuid, team_id uuid, state text, assignee_id uuid, head_seq integer, head_public_seq integer, turn text, turn_at double precision,
  turn_seq integer, is_turn_changed boolean, last_text text, last_author_kind text, last_message_at double precision,
  lowest_degree double precision, mean_degree double precision, opened_at double precision, is_answer_due boolean
) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  v_locked uuid[];
  v_now timestamptz;
BEGIN
  IF p_wait THEN
    SELECT array_agg(l.id) INTO v_locked FROM (
      SELECT c.id FROM conversations c WHERE c.id = ANY (p_conversations) ORDER BY c.id FOR UPDATE
    ) l;
  ELSE
    SELECT array_agg(l.id) INTO v_locked FROM (
      SELECT c.id FROM conversations c WHERE c.id = ANY (p_conversations) ORDER BY c.id FOR UPDATE SKIP LOCKED
    ) l;
  END IF;
  v_locked := coalesce(v_locked, '{}');
  v_now := date_trunc('milliseconds', clock_timestamp());

  -- A picture hangs on one conversation. Two calls that want the same one take turns here, in id order, so that the second
  -- statement sees where it hangs.
  IF p_media IS NOT NULL THEN
    PERFORM 1 FROM media m
      WHERE m.id IN (SELECT s.media_id FROM unnest(p_conversations, p_media) AS s(conversation_id, media_id) WHERE s.conversation_id = ANY (v_locked))
      ORDER BY m.id FOR UPDATE;
  END IF;

  RETURN QUERY
  WITH s AS (
    SELECT x.*, x.place::integer AS idx FROM unnest(
      p_conversations, p_ids, p_kinds, p_public, p_author_kinds, p_authors, p_names, p_clients, p_hashes, string_to_array(p_data, E'\n')::jsonb[],
      p_media, p_guards, p_staff_wide
    ) WITH ORDINALITY AS x(
      conversation_id, item_id, kind, is_public, author_kind, author_id, author_name, client_id, body_hash, data, media_id, guard, is_staff_wide, place)
  ), v AS (
    SELECT s.idx, s.conversation_id, s.item_id, s.kind, s.author_kind, s.author_id, s.author_name, s.client_id, s.body_hash, s.media_id,
      c.customer_id, c.team_id, c.state, c.assignee_id, c.turn, c.turn_since, c.turn_seq, c.last_text, c.last_author_kind, c.last_at,
      c.lowest_degree, c.mean_degree, c.opened_at, c.answer_due_at, c.public_seq, c.ctid AS row_at,
      seen.conversation_id AS seen_conversation_id, seen.seq AS seen_seq,
      c.seq + 1 AS new_seq,
      CASE WHEN s.is_public THEN c.public_seq + 1 END AS new_public_seq,
      greatest(v_now, c.last_at) AS new_at,
      CASE WHEN s.media_id IS NULL THEN s.data ELSE jsonb_set(s.data, '{picture}',
        jsonb_build_object('mediaId', s.media_id, 'width', m.width, 'height', m.height)) END AS new_data,
      CASE
        WHEN s.kind <> 'message' THEN c.turn
        WHEN s.author_kind = 'customer' THEN CASE c.state WHEN 'library' THEN 'library' ELSE 'agent' END
        WHEN s.author_kind = 'agent' THEN 'customer'
        ELSE c.turn
      END AS new_turn,
      CASE
        WHEN seen.seq IS NOT NULL THEN CASE WHEN seen.body_hash IS NOT DISTINCT FROM s.body_hash THEN 'repeat' ELSE 'conflict' END
        WHEN c.id IS NULL THEN CASE WHEN EXISTS (SELECT 1 FROM conversations o WHERE o.id = s.conversation_id) THEN 'busy' ELSE 'not_found' END
        WHEN s.guard = 'customer' AND c.customer_id <> s.author_id THEN 'not_found'
        WHEN s.guard = 'assignee' AND c.assignee_id IS DISTINCT FROM s.author_id THEN
          CASE WHEN c.state = 'closed' AND (s.is_staff_wide OR EXISTS (
            SELECT 1 FROM assignments a WHERE a.conversation_id = c.id AND a.agent_id = s.author_id)) THEN 'closed' ELSE 'not_found' END
        WHEN s.guard = 'reader' AND NOT (s.is_staff_wide OR c.assignee_id IS NOT DISTINCT FROM s.author_id
          OR EXISTS (SELECT 1 FROM team_members t WHERE t.team_id = c.team_id AND t.staff_id = s.author_id)
          OR EXISTS (SELECT 1 FROM service_requests r WHERE r.conversation_id = c.id AND r.claimed_by_id = s.author_id)) THEN 'not_found'
        WHEN s.guard <> 'reader' AND c.state = 'closed' THEN 'closed'
        WHEN s.media_id IS NOT NULL AND (m.id IS NULL OR EXISTS (SELECT 1 FROM s earlier WHERE earlier.media_id = s.media_id AND earlier.idx < s.idx)) THEN 'bad_media'
        ELSE 'ok'
      END AS result
    FROM s
    LEFT JOIN conversations c ON c.id = s.conversation_id AND c.id = ANY (v_locked)
    LEFT JOIN media m ON m.id = s.media_id AND m.owner_id = s.author_id AND (m.conversation_id IS NULL OR m.conversation_id = s.conversation_id)
    LEFT JOIN items seen ON seen.author_id = s.author_id AND seen.client_id = s.client_id
  ), ins AS (
    INSERT INTO items (conversation_id, seq, public_seq, id, kind, author_kind, author_id, author_name, client_id, body_hash, data, created_at)
    SELECT v.conversation_id, v.new_seq, v.new_public_seq, v.item_id, v.kind, v.author_kind, v.author_id, v.author_name, v.client_id, v.body_hash, v.new_data, v.new_at
    FROM v WHERE v.result = 'ok'
  ), med AS (
    UPDATE media SET conversation_id = v.conversation_id FROM v WHERE v.result = 'ok' AND media.id = v.media_id
  ), upd AS (
    UPDATE conversations c SET
      seq = v.new_seq,
      public_seq = coalesce(v.new_public_seq, c.public_seq),
      turn = v.new_turn,
      turn_since = CASE WHEN v.new_turn <> c.turn THEN v.new_at ELSE c.turn_since END,
      turn_seq = CASE WHEN v.new_turn <> c.turn THEN v.new_seq ELSE c.turn_seq END,
      answer_due_at = CASE WHEN v.kind = 'message' AND v.author_kind = 'customer' AND c.state = 'library' THEN v.new_at ELSE c.answer_due_at END,
      last_text = CASE WHEN v.kind = 'message' THEN left(v.new_data->>'text', 160) ELSE c.last_text END,
      last_author_kind = CASE WHEN v.kind = 'message' THEN v.author_kind ELSE c.last_author_kind END,
      last_at = CASE WHEN v.kind = 'message' THEN v.new_at ELSE c.last_at END
    FROM v WHERE v.result = 'ok' AND c.ctid = v.row_at
  )
  SELECT v.idx, v.result, NULL::uuid, NULL::uuid, v.new_seq, v.new_public_seq, round(date_part('epoch', v.new_at) * 1000),
    CASE WHEN v.media_id IS NOT NULL THEN v.new_data END,
    v.customer_id, v.team_id, v.state, v.assignee_id, v.new_seq, coalesce(v.new_public_seq, v.public_seq), v.new_turn,
    round(date_part('epoch', CASE WHEN v.new_turn <> v.turn THEN v.new_at ELSE v.turn_since END) * 1000),
    CASE WHEN v.new_turn <> v.turn THEN v.new_seq ELSE v.turn_seq END, v.new_turn <> v.turn,
    CASE WHEN v.kind <> 'message' THEN v.last_text END,
    CASE WHEN v.kind <> 'message' THEN v.last_author_kind END,
    CASE WHEN v.kind <> 'message' THEN round(date_part('epoch', v.last_at) * 1000) END,
    v.lowest_degree, v.mean_degree, round(date_part('epoch', v.opened_at) * 1000),
    v.answer_due_at IS NOT NULL OR (v.kind = 'message' AND v.author_kind = 'customer' AND v.state = 'library')
  FROM v WHERE v.result = 'ok'
  UNION ALL
  SELECT v.idx, v.result, i.id, coalesce(i.conversation_id, v.conversation_id), i.seq, i.public_seq, round(date_part('epoch', i.created_at) * 1000), i.data,
    rc.customer_id, rc.team_id, rc.state, rc.assignee_id, rc.seq, rc.public_seq, rc.turn, round(date_part('epoch', rc.turn_since) * 1000),
    rc.turn_seq, rc.turn_seq = i.seq, rc.last_text, rc.last_author_kind, round(date_part('epoch', rc.last_at) * 1000),
    rc.lowest_degree, rc.mean_degree, round(date_part('epoch', rc.opened_at) * 1000), rc.answer_due_at IS NOT NULL
  FROM v
  LEFT JOIN items i ON v.result = 'repeat' AND i.conversation_id = v.seen_conversation_id AND i.seq = v.seen_seq
  LEFT JOIN conversations rc ON rc.id = i.conversation_id
  WHERE v.result <> 'ok';
END $$;
