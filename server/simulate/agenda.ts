/** What will happen, in order of time; what was noted first comes first of two at the same time. A binary heap. */
export class Agenda<T> {
  private readonly heap: { at: number; order: number; what: T }[] = [];
  private noted = 0;

  get size(): number {
    return this.heap.length;
  }

  /** When the next thing happens; null when nothing will. */
  get nextAt(): number | null {
    return this.heap[0]?.at ?? null;
  }

  note(at: number, what: T): void {
    this.noted += 1;
    this.heap.push({ at, order: this.noted, what });
    let child = this.heap.length - 1;
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (!this.isBefore(child, parent)) break;
      this.swap(child, parent);
      child = parent;
    }
  }

  take(): T | null {
    const [first] = this.heap;
    const last = this.heap.pop();
    if (first === undefined || last === undefined) return null;
    if (this.heap.length > 0) {
      this.heap[0] = last;
      let parent = 0;
      for (;;) {
        let least = parent;
        for (const child of [2 * parent + 1, 2 * parent + 2])
          if (child < this.heap.length && this.isBefore(child, least)) least = child;
        if (least === parent) break;
        this.swap(parent, least);
        parent = least;
      }
    }
    return first.what;
  }

  private isBefore(x: number, y: number): boolean {
    const [left, right] = [this.heap[x]!, this.heap[y]!];
    return left.at === right.at ? left.order < right.order : left.at < right.at;
  }

  private swap(x: number, y: number): void {
    const kept = this.heap[x]!;
    this.heap[x] = this.heap[y]!;
    this.heap[y] = kept;
  }
}
