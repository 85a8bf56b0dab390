/* A room's calendar with the keyboard, a preview of the nights while choosing, and the price without loading the page.
   Without this file every day is a link and the dates are a form. */

const DAY = 86_400_000;
const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
let wanted = null;

const picker = () => document.getElementById("picker");
// A phone hides the second month.
const days = () => [...picker().querySelectorAll("a.day[data-day]")].filter((link) => link.checkVisibility());
const time = (link) => Date.parse(link.dataset.day);

/** One day of the calendar takes the tabulator key; the arrows reach the others. */
function roam() {
  const links = days();
  const first = links.find((link) => link.getAttribute("aria-current")) ?? links[0];
  for (const link of links) link.tabIndex = link === first ? 0 : -1;
}

function go(link) {
  for (const other of days()) other.tabIndex = other === link ? 0 : -1;
  link.focus();
}

/** The day in `direction` nearest to `goal`: full and past days are passed over. */
function nearest(goal, direction) {
  const links = days();
  return direction > 0
    ? links.find((link) => time(link) >= goal)
    : links.findLast((link) => time(link) <= goal);
}

function move(key, link) {
  const from = time(link);
  const weekday = (new Date(from).getUTCDay() + 6) % 7;
  if (key in STEPS) return step(from + STEPS[key] * DAY, Math.sign(STEPS[key]));
  if (key === "Home") return step(from - weekday * DAY, 1);
  if (key === "End") return step(from + (6 - weekday) * DAY, -1);
  if (key !== "PageUp" && key !== "PageDown") return false;
  const direction = key === "PageDown" ? 1 : -1;
  return step(otherMonth(new Date(from), direction), direction);
}

/** The same day of the month before or after, or the last where there is none. */
function otherMonth(day, direction) {
  const [year, month] = [day.getUTCFullYear(), day.getUTCMonth() + direction];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(day.getUTCDate(), last));
}

function step(goal, direction) {
  const link = nearest(goal, direction);
  if (link) go(link);
  else turn(goal, direction);
  return true;
}

/** Beyond the months shown: load those before or after, then go on to the day that was meant. */
function turn(goal, direction) {
  const link = document.getElementById(direction > 0 ? "later" : "earlier");
  if (!link) return;
  wanted = { goal, direction };
  link.click();
}

/** Marks the nights between the arrival chosen and the day pointed at. */
function preview(target) {
  const chosen = picker().querySelector(".picked-first a.day");
  const choosing = chosen && target && !picker().querySelector(".picked-last");
  for (const link of days()) {
    const might = choosing && time(link) > time(chosen) && time(link) <= time(target);
    link.parentElement.classList.toggle("might", Boolean(might));
  }
}

/** Tells a screen reader what the choice costs, or why it can't be. */
function say() {
  const said = document.getElementById("said");
  const total = document.getElementById("total");
  const refusal = document.getElementById("why-not");
  said.textContent = refusal?.textContent ?? (total ? `${said.dataset.total} ${total.textContent}` : "");
}

function begin() {
  if (!picker()) return;
  picker().classList.add("scripted");
  roam();
  const found = wanted && nearest(wanted.goal, wanted.direction);
  if (found) go(found);
  wanted = null;
}

document.addEventListener("keydown", (event) => {
  const link = event.target.closest?.("#picker a.day");
  if (link && !event.ctrlKey && !event.metaKey && !event.altKey && move(event.key, link)) event.preventDefault();
});
for (const kind of ["pointerover", "focusin"]) {
  document.addEventListener(kind, (event) => {
    if (picker()) preview(event.target.closest?.("#picker a.day"));
  });
}
// A day's address ends in #calendar, for a page that loads; here nothing should jump.
document.addEventListener("htmx:configRequest", (event) => {
  event.detail.path = event.detail.path.replace(/#.*$/, "");
});
document.addEventListener("htmx:afterSettle", () => {
  begin();
  say();
});
begin();
