// The hall in the browser: follows the board over a socket, counts down by the server's time,
// sends bids.  Without it the page and its plain form still work.
import { io } from "socket.io-client";
import { ServerClock } from "./hall/clock.js";
import { Board } from "./hall/board.js";
import { BidForm } from "./hall/bid_form.js";
import { Words } from "./hall/words.js";

const read = (id) => JSON.parse(document.getElementById(id).textContent);
const ASK_EVERY_MS = 15_000;
const ANSWER_MS = 8_000;

function start() {
  const data = read("hall-data");
  const words = new Words(read("hall-texts"), read("hall-sentences"), data);
  const clock = new ServerClock(data.at);
  const board = new Board(data, words, clock, read("hall-states"));
  const hall = new Hall(data, words, clock, board);
  if (document.getElementById("bid-form")) {
    board.form = new BidForm(data, words, (bid) => hall.bid(bid));
  }
  board.draw();
  setInterval(() => board.drawCountdown(), 250);
}

class Hall {
  constructor(data, words, clock, board) {
    Object.assign(this, { data, words, clock, board, link: document.getElementById("link"), wasLive: false });
    this.auth = { round_id: data.board.round_id };
    if (data.pass) this.auth.pass = data.pass;
    this.socket = io({
      transports: ["websocket"],
      reconnectionDelay: 500,
      reconnectionDelayMax: 4_000,
      auth: (give) => give({ ...this.auth, since: board.upto }),
    });
    this.socket.on("connect", () => this.onLive());
    this.socket.on("board", (frame) => this.take(frame));
    this.socket.on("disconnect", (why) => this.onLost(why));
    this.socket.on("connect_error", (error) => this.onRefused(error));
    this.showLink("connecting", "connecting");
    setInterval(() => this.ask(), ASK_EVERY_MS);
  }

  showLink(state, text) {
    this.link.dataset.link = state;
    this.link.textContent = this.words.text(text);
  }

  onLive() {
    this.showLink("live", "live");
    if (this.wasLive) this.board.tell(this.words.text("back"));
    this.wasLive = true;
    this.ask();
  }

  onLost(why) {
    this.showLink("lost", "lost");
    if (this.wasLive) this.board.tell(this.words.text("bids_still_count"));
    // The server's own good-bye is not followed by a new try of the library.
    if (why === "io server disconnect") this.socket.connect();
  }

  onRefused(error) {
    const told = error.data;
    if (!told || !told.verdict) {
      this.showLink("lost", "lost");
      return;
    }
    this.showLink("lost", "refused");
    this.board.tell(this.words.refusal(told));
    if (this.board.form) this.board.form.showRefusal(told);
    // A pass that opens nothing any more still lets its bearer watch.
    if (this.auth.pass) {
      delete this.auth.pass;
      setTimeout(() => this.socket.connect(), 500);
    }
  }

  // Asks for what came after the last number known; the way there and back measures the clock.
  ask() {
    if (!this.socket.connected || this.asking) return;
    this.asking = true;
    const began = performance.now();
    this.socket.timeout(ANSWER_MS).emit("since", { since: this.board.upto }, (error, frame) => {
      this.asking = false;
      if (error || !frame.board) return;
      this.clock.measure(frame.at, began, performance.now());
      this.take(frame);
      if (frame.more) this.ask();
    });
  }

  take(frame) {
    if (frame.after > this.board.upto) {
      this.ask();
      return;
    }
    this.board.take(frame);
  }

  bid({ amountMinor, bidKey, typed }) {
    return new Promise((resolve) => {
      if (!this.socket.connected) {
        resolve(null);
        return;
      }
      const began = performance.now();
      const message = { bid_key: bidKey, amount_minor: amountMinor };
      if (typed) message.confirmed_amount = typed;
      this.socket.timeout(ANSWER_MS).emit("bid", message, (error, answer) => {
        if (!error && answer.at) this.clock.measure(answer.at, began, performance.now());
        resolve(error ? null : answer);
      });
    });
  }
}

start();
