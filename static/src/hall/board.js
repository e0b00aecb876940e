// Draws the board, the bid list and the countdown, and says what changed, once.
const ENDED = ["SOLD", "UNSOLD", "WITHDRAWN", "OVERDUE", "PAID", "SETTLED"];
const ROWS_MAX = 200;
const NEWS_EVERY_MS = 3_000;
// A price of more letters than a phone shows in large ones.
const LONG_PRICE = 16;
const NEAR_MS = 5 * 60_000;
const LAST_MINUTE_MS = 60_000;
// So long after its end the hammer has fallen, or waits for another lot of the case.
const WAITS_AFTER_MS = 10_000;
// Why a round is stopped stands on its page: everybody fetches it again, not all in the same second.
const EXPLAINED_WITHIN_MS = 20_000;
const EXPLANATIONS_MAX = 3;
const byId = (id) => document.getElementById(id);

export class Board {
  constructor(data, words, clock, states) {
    Object.assign(this, { words, clock, states, form: null });
    this.board = data.board;
    this.upto = data.upto;
    this.mine = data.bidder_code;
    this.standing = data.standing;
    this.buyer = data.buyer_code;
    this.newsAt = 0;
    this.told = "";
    this.near = true;
    this.explained = stay(data.board);
  }

  get ended() {
    return ENDED.includes(this.board.state);
  }

  take(frame) {
    const before = this.board;
    const bids = frame.bids.filter((bid) => bid.number > this.upto);
    this.upto = Math.max(this.upto, frame.upto);
    if (frame.board.version >= before.version) this.board = frame.board;
    for (const bid of bids) this.addRow(bid);
    const standingBefore = this.standing;
    if (this.mine) this.standing = this.standingNow(bids);
    if (bids.length > 0 || this.board.version !== before.version) {
      this.announce(before, standingBefore);
      this.draw();
    }
  }

  standingNow(bids) {
    if (this.board.leader_code === this.mine) return "leading";
    const known = this.standing !== "ready" || bids.some((bid) => bid.bidder_code === this.mine);
    return known ? "outbid" : "ready";
  }

  addRow(bid) {
    byId("no-bids").hidden = true;
    const row = document.createElement("tr");
    row.dataset.new = "";
    const mine = this.mine && bid.bidder_code === this.mine;
    if (mine) row.dataset.mine = "";
    const marks = [mine && `(${this.words.text("you")})`, bid.priority && this.words.text("priority")];
    row.append(
      cell(bid.number),
      cell(bid.bidder_code, marks),
      cell(this.words.amount(bid.amount_minor), [], "amount"),
      cell(this.words.short(bid.received_at), [bid.extended && this.words.text("extended_mark")]),
    );
    const list = byId("bids");
    list.prepend(row);
    while (list.rows.length > ROWS_MAX) list.deleteRow(-1);
  }

  draw() {
    const { board, words } = this;
    const scheduled = board.state === "SCHEDULED";
    const price = words.amount(board.price_minor);
    byId("price").textContent = price;
    byId("price").dataset.long = price.length > LONG_PRICE ? "yes" : "no";
    byId("price-label").textContent = words.text(this.priceLabel());
    byId("state").textContent = this.states[board.state];
    byId("state").className = `state state-${board.state}`;
    byId("countdown-label").textContent = words.text(this.countdownLabel());
    byId("end-label").textContent = words.text(this.endLabel());
    byId("end").textContent = words.whole(scheduled ? board.opens_at : board.planned_end);
    byId("extensions").textContent = words.text("extended", { count: board.extension_count });
    byId("bid-count").textContent = words.text("bids", { count: board.bid_count });
    this.drawStanding();
    this.drawHammer();
    this.drawCountdown();
    if (byId("enter")) byId("enter").hidden = this.ended;
    if (this.form) this.form.draw(board, this.ended);
  }

  countdownLabel() {
    const { board } = this;
    if (board.state === "SCHEDULED") return "opens_in";
    if (board.state !== "SUSPENDED") return "time_left";
    return board.resumes_at ? "goes_on_in" : "suspended_left";
  }

  priceLabel() {
    if (!this.board.leader_code) return "starting_price";
    return this.ended ? "hammer_price" : "current_price";
  }

  endLabel() {
    const { state } = this.board;
    if (state === "SCHEDULED") return "opens_at";
    if (state === "SUSPENDED" || state === "WITHDRAWN") return "planned_end";
    return this.ended ? "ended_at" : "ends_at";
  }

  drawStanding() {
    const line = byId("standing");
    line.dataset.standing = byId("board").dataset.standing = this.ended ? "ended" : this.standing;
    line.textContent = this.words.text(this.ended ? "standing_ended" : `standing_${this.standing}`);
  }

  drawHammer() {
    const { board } = this;
    const sign = byId("hammer");
    const shown = sign.dataset.state;
    const quiet = board.state === "OPEN" || board.state === "SCHEDULED";
    sign.hidden = quiet;
    sign.dataset.state = board.state;
    if (!quiet && shown !== board.state) byId("hammer-words").textContent = this.hammerWords();
    if (stay(board) !== this.explained) {
      this.explained = stay(board);
      if (board.state === "SUSPENDED") this.explain(this.explained, EXPLANATIONS_MAX);
    }
    if (byId("buyer")) byId("buyer").hidden = !this.isBuyer;
  }

  // Shows what the page now says of the stop: kind, ground, reason, since when, and when it goes on.
  explain(known, tries) {
    setTimeout(async () => {
      try {
        const answer = await fetch(location.href);
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const said = page.getElementById("hammer-words");
        if (said && this.explained === known) byId("hammer-words").replaceChildren(...said.childNodes);
      } catch {
        if (tries > 1) this.explain(known, tries - 1);
      }
    }, Math.random() * EXPLAINED_WITHIN_MS);
  }

  get isBuyer() {
    const sold = this.ended && this.board.state !== "UNSOLD" && this.board.state !== "WITHDRAWN";
    return Boolean(this.mine) && sold && this.board.leader_code === this.mine;
  }

  hammerWords() {
    const { board, words } = this;
    if (board.state === "UNSOLD" || board.state === "SUSPENDED" || board.state === "WITHDRAWN") {
      return words.text(board.state.toLowerCase());
    }
    if (this.isBuyer) return words.text("sold_to_you", { amount: words.amount(board.price_minor) });
    return words.text("sold", { amount: words.amount(board.price_minor), code: board.leader_code });
  }

  drawCountdown() {
    const { board } = this;
    const spot = byId("countdown");
    if (this.ended) {
      spot.textContent = "0:00";
      spot.dataset.near = "no";
      return;
    }
    const waits = board.state === "SUSPENDED" && !board.resumes_at;
    const until = Date.parse(board.state === "SCHEDULED" ? board.opens_at : board.resumes_at || board.closes_at);
    const left = waits ? (board.remaining_s || 0) * 1000 : until - this.clock.now();
    spot.textContent = this.span(left);
    spot.dataset.near = board.state === "OPEN" && left < NEAR_MS ? "yes" : "no";
    if (board.state !== "OPEN") return;
    this.mark(left);
    const word = left <= -WAITS_AFTER_MS ? "hammer_waits" : "judging";
    if (left <= 0) byId("standing").textContent = this.words.text(word);
  }

  span(left) {
    const seconds = Math.max(0, Math.ceil(left / 1000));
    const two = (count) => String(count).padStart(2, "0");
    const [days, hours] = [Math.floor(seconds / 86_400), Math.floor(seconds / 3_600) % 24];
    const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
    if (days > 0) return `${this.words.text("days", { count: days })} ${two(hours)}:${rest}`;
    return hours > 0 ? `${hours}:${rest}` : rest;
  }

  // Said once in each last minute; an extension begins a new one.
  mark(left) {
    const near = left <= LAST_MINUTE_MS;
    if (near && !this.near && left > LAST_MINUTE_MS / 2) this.tell(this.words.text("news_minute"));
    this.near = near;
  }

  // For a screen reader: what matters to this visitor, at most one sentence in a few seconds.
  announce(before, standingBefore) {
    const { board, words } = this;
    const amount = words.amount(board.price_minor);
    if (this.ended && before.state !== board.state) return this.tell(this.hammerWords());
    if (before.state !== board.state) {
      return this.tell(board.state === "OPEN" ? words.text("news_open") : this.hammerWords());
    }
    const news = [];
    if (this.standing === "leading" && standingBefore !== "leading") news.push(words.text("news_leading", { amount }));
    else if (this.standing === "outbid" && standingBefore === "leading") news.push(words.text("news_outbid", { amount }));
    else if (before.price_minor !== board.price_minor || before.leader_code !== board.leader_code) {
      const at = performance.now();
      if (at - this.newsAt > NEWS_EVERY_MS) {
        this.newsAt = at;
        news.push(words.text("news_price", { amount, code: board.leader_code }));
      }
    }
    if (before.extension_count !== board.extension_count) {
      news.push(words.text("news_extended", { time: words.whole(board.closes_at) }));
    }
    if (news.length > 0) this.tell(news.join(" "));
  }

  tell(sentence) {
    if (sentence === this.told) return;
    this.told = sentence;
    byId("news").textContent = sentence;
  }
}

function cell(text, marks = [], className = "") {
  const made = document.createElement("td");
  made.textContent = String(text);
  if (className) made.className = className;
  for (const mark of marks.filter(Boolean)) {
    const small = document.createElement("span");
    small.className = "small";
    small.textContent = mark;
    made.append(" ", small);
  }
  return made;
}

// What tells one stop from another: that it is one, and when it ends.
function stay(board) {
  return `${board.state} ${board.resumes_at}`;
}
