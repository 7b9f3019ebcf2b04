/**
 * An ordered set of (a, b, id) with ranks: insert, delete, has, rank and first in O(log n).
 *
 * A treap (Seidel, Aragon, "Randomized search trees", 1996) with subtree sizes, whose priorities
 * are hashes of the ids. So the shape follows from the members alone: copies that received
 * the same members in another order are deep-equal, and nothing draws a random number.
 */
import { hash32 } from "./derive-id.ts";

export interface OrderedItem {
  readonly a: number;
  readonly b: number;
  readonly id: string;
}

interface Node extends OrderedItem {
  readonly priority: number;
  size: number;
  left: Node | null;
  right: Node | null;
}

function compare(x: OrderedItem, a: number, b: number, id: string): number {
  if (x.a !== a) return x.a < a ? -1 : 1;
  if (x.b !== b) return x.b < b ? -1 : 1;
  if (x.id === id) return 0;
  return x.id < id ? -1 : 1;
}

function isAbove(x: Node, y: Node): boolean {
  if (x.priority !== y.priority) return x.priority > y.priority;
  return compare(x, y.a, y.b, y.id) < 0;
}

function resize(node: Node): Node {
  node.size = 1 + (node.left?.size ?? 0) + (node.right?.size ?? 0);
  return node;
}

/** Everything below `pivot` goes left, everything above it right. */
function split(node: Node | null, pivot: OrderedItem): [Node | null, Node | null] {
  if (node === null) return [null, null];
  if (compare(node, pivot.a, pivot.b, pivot.id) < 0) {
    const [left, right] = split(node.right, pivot);
    node.right = left;
    return [resize(node), right];
  }
  const [left, right] = split(node.left, pivot);
  node.left = right;
  return [left, resize(node)];
}

/** Every member of `left` is below every member of `right`. */
function merge(left: Node | null, right: Node | null): Node | null {
  if (left === null) return right;
  if (right === null) return left;
  if (isAbove(left, right)) {
    left.right = merge(left.right, right);
    return resize(left);
  }
  right.left = merge(left, right.left);
  return resize(right);
}

function insert(node: Node | null, fresh: Node): Node {
  if (node === null) return fresh;
  if (isAbove(fresh, node)) {
    const [left, right] = split(node, fresh);
    fresh.left = left;
    fresh.right = right;
    return resize(fresh);
  }
  if (compare(fresh, node.a, node.b, node.id) < 0) node.left = insert(node.left, fresh);
  else node.right = insert(node.right, fresh);
  return resize(node);
}

function remove(node: Node, a: number, b: number, id: string): Node | null {
  const order = compare(node, a, b, id);
  if (order === 0) return merge(node.left, node.right);
  // The member is known to be there, so the branch is not empty.
  if (order > 0) node.left = remove(node.left as Node, a, b, id);
  else node.right = remove(node.right as Node, a, b, id);
  return resize(node);
}

export class OrderedIndex {
  private root: Node | null = null;

  get size(): number {
    return this.root?.size ?? 0;
  }

  /** Adds a member; one that is there already stays once. */
  insert(a: number, b: number, id: string): void {
    if (this.has(a, b, id)) return;
    const fresh: Node = { a, b, id, priority: hash32(id, 0), size: 1, left: null, right: null };
    this.root = insert(this.root, fresh);
  }

  /** True if it was there. */
  delete(a: number, b: number, id: string): boolean {
    if (this.root === null || !this.has(a, b, id)) return false;
    this.root = remove(this.root, a, b, id);
    return true;
  }

  has(a: number, b: number, id: string): boolean {
    let node = this.root;
    while (node !== null) {
      const order = compare(node, a, b, id);
      if (order === 0) return true;
      node = order > 0 ? node.left : node.right;
    }
    return false;
  }

  /** How many members are below (a, b, id), itself a member or not. */
  rank(a: number, b: number, id: string): number {
    let below = 0;
    let node = this.root;
    while (node !== null) {
      if (compare(node, a, b, id) < 0) {
        below += 1 + (node.left?.size ?? 0);
        node = node.right;
      } else node = node.left;
    }
    return below;
  }

  /** The member with so many below it, or null. */
  at(rank: number): OrderedItem | null {
    let node = this.root;
    let left = rank;
    while (node !== null) {
      const below = node.left?.size ?? 0;
      if (left === below) return node;
      if (left < below) node = node.left;
      else {
        left -= below + 1;
        node = node.right;
      }
    }
    return null;
  }

  first(): OrderedItem | null {
    let node = this.root;
    while (node?.left) node = node.left;
    return node;
  }

  /** Ascending. The set must not be changed while it is walked. */
  *[Symbol.iterator](): Generator<OrderedItem, void, undefined> {
    const above: Node[] = [];
    let node = this.root;
    while (node !== null || above.length > 0) {
      while (node !== null) {
        above.push(node);
        node = node.left;
      }
      const next = above.pop() as Node;
      yield next;
      node = next.right;
    }
  }
}
