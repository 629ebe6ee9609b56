/** What is due, in a total order: by time, then by the order in which it was put down. A binary heap. */
export class Agenda {
  #heap: Due[] = [];
  #order = 0;

  /** @param time microseconds since the run began */
  at(time: number, run: () => void): Due {
    const due: Due = { time, order: this.#order++, run, cancelled: false };
    const heap = this.#heap;
    let i = heap.length;
    heap.push(due);
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (!before(due, heap[parent]!)) break;
      heap[i] = heap[parent]!;
      i = parent;
    }
    heap[i] = due;
    return due;
  }

  /** The next thing that was not cancelled, taken off. */
  next(): Due | undefined {
    for (let due = this.#pop(); due !== undefined; due = this.#pop()) if (!due.cancelled) return due;
    return undefined;
  }

  /** When the next thing is due that was not cancelled; undefined where there is none. */
  get nextTime(): number | undefined {
    while (this.#heap[0]?.cancelled === true) this.#pop();
    return this.#heap[0]?.time;
  }

  get size(): number {
    return this.#heap.length;
  }

  #pop(): Due | undefined {
    const heap = this.#heap;
    const top = heap[0];
    const last = heap.pop();
    if (top === undefined || last === undefined || heap.length === 0) return top;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child++;
      if (!before(heap[child]!, last)) break;
      heap[i] = heap[child]!;
      i = child;
    }
    heap[i] = last;
    return top;
  }
}

export interface Due {
  readonly time: number;
  readonly order: number;
  readonly run: () => void;
  cancelled: boolean;
}

const before = (a: Due, b: Due): boolean => a.time < b.time || (a.time === b.time && a.order < b.order);
