import type { JournalEntry } from '../store/journal.ts'
import type { Publication } from './publication.ts'

/** Who begins and who stops to follow a conversation by these decisions, in their order. */
export function followingOf(entries: readonly Pick<JournalEntry, 'outcome'>[]): Publication[] {
  const result: Publication[] = []
  for (const { outcome } of entries) {
    for (const notice of outcome.notices) {
      if (notice.type === 'assignment:started') result.push({ kind: 'follow', staffId: notice.agentId, conversationId: notice.conversationId })
      if (notice.type === 'assignment:ended' && (notice.how === 'transferred' || notice.how === 'agent_lost')) {
        result.push({ kind: 'unfollow', staffId: notice.agentId, conversationId: notice.conversationId })
      }
    }
  }
  return result
}
