// Sends bids over the socket; where that fails, the plain form underneath still posts.
const byId = (id) => document.getElementById(id);

const AMOUNT = /^([1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]{0,2}(?:[ \u00a0][0-9]{3})+|[0-9]{1,15})(?:\.([0-9]{1,2}|[0-9]{4}))?$/;

// The text as whole minor units, or NaN; never by way of a float.  What the server refuses is refused
// here: marks group by threes, so that 714,00 is not read as a hundred times as much.
export function minorOf(text, digits) {
  const found = AMOUNT.exec(text.trim());
  if (!found) return NaN;
  const part = (found[2] || "").replace(/0+$/, "");
  if (part.length > digits) return NaN;
  return Number(found[1].replace(/[^0-9]/g, "") + part.padEnd(digits, "0"));
}

const stepText = (count) => (count === 0 ? "first_step" : count === 1 ? "step" : "steps");

export class BidForm {
  constructor(data, words, send) {
    Object.assign(this, { data, words, send, board: data.board, pending: null, asked: 0 });
    for (const form of [byId("step-form"), byId("bid-form")]) {
      form.addEventListener("submit", (event) => this.onSubmit(event));
    }
  }

  draw(board, ended) {
    this.board = board;
    const buttons = [...byId("steps").querySelectorAll("button")];
    const steps = board.leader_code ? this.data.steps : this.data.first_steps;
    const numbered = buttons.filter((button) => !button.dataset.match);
    numbered.forEach((button, place) => this.drawStep(button, steps[place]));
    this.drawMatch(buttons.find((button) => button.dataset.match));
    byId("amount-help").textContent = this.words.text("amount_help", {
      needed: this.words.amount(board.needed_minor),
      increment: this.words.amount(board.increment_minor),
    });
    if (ended) byId("bid").hidden = true;
  }

  drawStep(button, count) {
    const minor = this.board.price_minor + count * this.board.increment_minor;
    button.value = this.words.plain(minor);
    button.querySelector(".amount").textContent = this.words.amount(minor);
    button.querySelector("small").textContent = this.words.text(stepText(count), { count });
  }

  drawMatch(button) {
    if (!button) return;
    button.hidden = !this.board.leader_code || this.board.leader_code === this.data.bidder_code;
    button.value = this.words.plain(this.board.price_minor);
    button.querySelector(".amount").textContent = this.words.amount(this.board.price_minor);
  }

  async onSubmit(event) {
    event.preventDefault();
    const step = event.submitter && event.submitter.name === "step";
    const text = step ? event.submitter.value : byId("amount").value;
    const amountMinor = minorOf(text, this.data.digits);
    if (!(amountMinor > 0) || amountMinor > 1e15) {
      this.show("danger", this.words.refusal({ verdict: "bid_amount_not_plain", rule: "R-41", numbers: {} }));
      byId("amount").focus();
      return;
    }
    const meant = await this.askIfMeant(amountMinor);
    if (meant) await this.place(amountMinor, meant.typed);
  }

  // A bid whose answer never came keeps its key, so that sending it again counts once.
  keyFor(amountMinor) {
    if (!this.pending || this.pending.amountMinor !== amountMinor) {
      this.pending = { amountMinor, bidKey: crypto.getRandomValues(new Uint32Array(4)).join("-") };
    }
    return this.pending.bidKey;
  }

  async place(amountMinor, typed) {
    const bidKey = this.keyFor(amountMinor);
    this.show("info", this.words.text("sent"));
    const answer = await this.send({ amountMinor, bidKey, typed });
    if (!answer || answer.verdict === "outcome_unknown") {
      this.show("warning", this.words.text("no_answer"));
      return;
    }
    this.pending = null;
    if (answer.verdict !== "accepted") {
      this.showRefusal(answer);
      return;
    }
    byId("amount").value = "";
    const amount = this.words.amount(answer.amount_minor);
    this.show("success", this.words.text("accepted", { number: answer.number, amount }));
  }

  // Nothing if it is not meant; else the amount as it was typed once more, where that was asked for.
  askIfMeant(amountMinor) {
    const { board, data, words } = this;
    const steps = Math.floor((amountMinor - board.price_minor) / board.increment_minor);
    const watched = data.watched_minor !== null && amountMinor >= data.watched_minor;
    if (steps < data.leap && !watched) return Promise.resolve({ typed: "" });
    const amounts = { amount: { minor: amountMinor }, deposit: { minor: data.deposit_minor } };
    const numbers = { steps, current: { minor: board.price_minor }, ...amounts };
    const asked = watched ? ["needs_typed_amount", "R-53"] : ["needs_confirmation", "R-41"];
    byId("leap-words").textContent = words.refusal({ verdict: asked[0], rule: asked[1], numbers });
    byId("leap-typed").hidden = !watched;
    byId("leap-amount").value = "";
    byId("leap-amount").required = watched;
    byId("leap-yes").textContent = words.text("leap_yes", { amount: words.amount(amountMinor) });
    const dialog = byId("leap");
    dialog.returnValue = "no";
    dialog.showModal();
    // The browser tells late that an earlier question was closed: that is no answer to this one.
    this.asked += 1;
    const mine = this.asked;
    return new Promise((resolve) => {
      const answer = () => {
        if (mine === this.asked && dialog.open) return;
        dialog.removeEventListener("close", answer);
        const isYes = mine === this.asked && dialog.returnValue === "yes";
        resolve(isYes ? { typed: byId("leap-amount").value } : null);
      };
      dialog.addEventListener("close", answer);
    });
  }

  showRefusal(told) {
    this.show("danger", `${this.words.text("not_taken")} ${this.words.refusal(told)}`);
  }

  show(kind, sentence) {
    const line = document.createElement("p");
    line.className = `alert alert-${kind} py-2`;
    line.textContent = sentence;
    byId("bid-answer").replaceChildren(line);
  }
}
