// The server's time, as this browser can know it: the offset measured on the shortest of the last
// round trips, carried on by the monotonic clock, so that a wrong clock here changes nothing.
const SAMPLES_MAX = 8;

export class ServerClock {
  constructor(at) {
    this.samples = [{ trip: Infinity, offset: Date.parse(at) - performance.now() }];
  }

  measure(at, began, ended) {
    const told = Date.parse(at);
    if (Number.isNaN(told)) return;
    this.samples.push({ trip: ended - began, offset: told - (began + ended) / 2 });
    if (this.samples.length > SAMPLES_MAX) this.samples.shift();
  }

  now() {
    const best = this.samples.reduce((a, b) => (b.trip <= a.trip ? b : a));
    return performance.now() + best.offset;
  }
}
