import type { Server } from 'socket.io'
import type { StaffPrincipal } from '../actions/app.ts'
import type { Followed, MovedHeads } from '../runtime/tail.ts'
import type { Told } from './publisher.ts'

/** Logs that sockets of this node follow, for the tail; forgotten when nobody follows any more. */
export function createFollowing({ io, told }: { io: Server; told: Told }): {
  note(conversationId: string, seq: number): void
  noteCustomer(customerId: string, conversationId: string, seq: number): void
  noteStaff(me: StaffPrincipal): void
  /** Staff sessions with a socket here. */
  sessions(): { sessionId: string; staffId: string }[]
  followed(): Followed
  tellMoved(moved: MovedHeads): void
} {
  /** Which customer follows a conversation from here. */
  const customers = new Map<string, string>()
  /** Session id → staff id. */
  const sessions = new Map<string, string>()

  function hasFollowers(conversationId: string): boolean {
    if ((io.of('/agent').adapter.rooms.get(`conversation:${conversationId}`)?.size ?? 0) > 0) return true
    const customerId = customers.get(conversationId)
    return customerId !== undefined && (io.of('/customer').adapter.rooms.get(`customer:${customerId}`)?.size ?? 0) > 0
  }

  return {
    note(conversationId, seq) {
      told.conversations.set(conversationId, Math.max(seq, told.conversations.get(conversationId) ?? 0))
    },
    noteCustomer(customerId, conversationId, seq) {
      customers.set(conversationId, customerId)
      told.conversations.set(conversationId, Math.max(seq, told.conversations.get(conversationId) ?? 0))
    },
    noteStaff(me) {
      sessions.set(me.sessionId, me.staffId)
      if (!told.desks.has(me.staffId)) told.desks.set(me.staffId, 0)
    },
    sessions() {
      for (const id of sessions.keys()) if (!io.of('/agent').adapter.rooms.has(`session:${id}`)) sessions.delete(id)
      return [...sessions].map(([sessionId, staffId]) => ({ sessionId, staffId }))
    },
    followed() {
      for (const id of told.conversations.keys()) {
        if (hasFollowers(id)) continue
        told.conversations.delete(id)
        customers.delete(id)
      }
      for (const id of told.desks.keys()) if ((io.of('/agent').adapter.rooms.get(`staff:${id}`)?.size ?? 0) === 0) told.desks.delete(id)
      return told
    },
    tellMoved(moved) {
      for (const { conversationId, seq, publicSeq } of moved.conversations) {
        told.conversations.set(conversationId, seq)
        io.of('/agent').to(`conversation:${conversationId}`).emit('heads:moved', { heads: [{ conversationId, seq }], deskSeq: null, boxSeq: null })
        const customerId = customers.get(conversationId)
        if (customerId !== undefined) io.of('/customer').to(`customer:${customerId}`).emit('heads:moved', { heads: [{ conversationId, seq: publicSeq }] })
      }
      for (const { staffId, seq } of moved.desks) {
        told.desks.set(staffId, seq)
        io.of('/agent').to(`staff:${staffId}`).emit('heads:moved', { heads: [], deskSeq: seq, boxSeq: null })
      }
    },
  }
}
