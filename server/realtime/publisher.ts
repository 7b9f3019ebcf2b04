import type { Server } from 'socket.io'
import type { Publication, Publish } from '../runtime/publication.ts'

/** Newest numbers told on this node, so that the tail can find what another node told and we did not hear. */
export interface Told {
  conversations: Map<string, number>
  desks: Map<string, number>
}

interface ItemData {
  item: { conversationId: string; seq: number }
}

/** Sends publications to their rooms. Called after the commit, in the order of the commits of this node. */
export function createPublisher(io: Server, told: Told): Publish {
  const customers = io.of('/customer')
  const agents = io.of('/agent')
  const noteTold = (publication: Extract<Publication, { kind: 'event' }>) => {
    if (publication.namespace !== '/agent') return
    if (publication.name === 'item:created') {
      const { item } = publication.data as ItemData
      if (told.conversations.has(item.conversationId)) told.conversations.set(item.conversationId, item.seq)
    } else if (publication.name === 'desk:changed') {
      const staffId = publication.room.slice('staff:'.length)
      if (told.desks.has(staffId)) told.desks.set(staffId, (publication.data as { seq: number }).seq)
    }
  }
  return (publications) => {
    for (const publication of publications) {
      switch (publication.kind) {
        case 'event':
          noteTold(publication)
          ;(publication.namespace === '/customer' ? customers : agents).to(publication.room).emit(publication.name, publication.data)
          break
        case 'follow':
          agents.in(`staff:${publication.staffId}`).socketsJoin(`conversation:${publication.conversationId}`)
          break
        case 'unfollow':
          agents.in(`staff:${publication.staffId}`).socketsLeave(`conversation:${publication.conversationId}`)
          break
        case 'cut': {
          const room = publication.sessionId === null ? `staff:${publication.staffId}` : `session:${publication.sessionId}`
          agents.to(room).emit('session:ended', { reason: publication.reason })
          agents.in(room).disconnectSockets(true)
          break
        }
      }
    }
  }
}
