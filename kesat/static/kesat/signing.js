// Asks the server: one token for the whole page, and a sign-in that ran out is renewed without leaving the page.

export const form = document.querySelector("form.editor");
export const words = document.getElementById("words").dataset;
export const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
// trouble: "", "signed-out" or "other-person"; while there is one, only what the person asks for is sent.
export const session = { trouble: "", tell() {}, resume() {} };

const dialog = document.getElementById("sign-in-again");
const refusal = dialog.querySelector(".bad-msg");
let alive = 0;
let typedAt = -Infinity;
addEventListener("input", () => (typedAt = performance.now()), true);

function renew({ user, csrf }) {
  if (csrf) for (const input of document.getElementsByName("csrfmiddlewaretoken")) input.value = csrf;
  return String(user) === form.dataset.user;
}

async function request(url, options, isAsked) {
  const headers = { Accept: "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value };
  if (!isAsked) headers["X-Background"] = "1";
  const reply = await fetch(url, { ...options, headers, signal: AbortSignal.timeout(20_000) });
  // A good answer that is no JSON is not ours, but a proxy's or the sign-in page of a wireless network.
  const answer = await reply.json().catch((error) => (reply.ok ? Promise.reject(error) : {}));
  return { ...answer, status: reply.status, wait: Number(reply.headers.get("Retry-After")) };
}

const look = async () => renew(await request(form.dataset.session));

async function send(url, body, isAsked) {
  const size = String(body).length;
  // A request may outlive the page, but the browser refuses what passes 64 KB together.
  const options = { method: "POST", body, keepalive: (alive += size) < 60_000 };
  try {
    const answer = await request(url, options, isAsked);
    if (answer.error !== "csrf") return answer;
    await look();
    return await request(url, options, isAsked);
  } catch {
    return { status: 0 };
  } finally {
    alive -= size;
  }
}

/** Post and return the answer with its `status`; 0 stands for no answer at all. */
export async function post(url, fields, isAsked) {
  if (session.trouble && !isAsked) return { status: 401 };
  const body = new URLSearchParams(fields);
  body.set("writer", form.dataset.user);
  const answer = await send(url, body, isAsked);
  if (answer.status === 401) interrupt(answer.error === "other_person" ? "other-person" : "signed-out", answer.message);
  if (answer.status === 200) recover();
  return answer;
}

async function interrupt(trouble, message) {
  session.trouble = trouble;
  session.tell();
  // Not under the hands of someone who types: the next keys would be lost in the dialog.
  while (performance.now() - typedAt < 1500) await sleep(300);
  if (session.trouble && !dialog.open) dialog.showModal();
  refusal.textContent = message ?? (trouble === "other-person" ? words.otherPerson : "");
}

function recover() {
  if (!session.trouble) return;
  session.trouble = "";
  dialog.close();
  session.resume();
}

/** See whether the person has signed in again in another tab. */
export async function lookAgain() {
  if (await look().catch(() => false)) recover();
}

dialog.querySelector("[name=password]").form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const { username, password } = event.target.elements;
  const fields = { username: username.value, password: password.value };
  const answer = await send(form.dataset.signIn, new URLSearchParams(fields), true);
  if (answer.status !== 200) return void (refusal.textContent = answer.message ?? words.noAnswer);
  password.value = "";
  if (renew(answer)) recover();
  else interrupt("other-person");
});

export async function copy(text, host = document.body) {
  const box = Object.assign(document.createElement("textarea"), { value: text });
  if (await navigator.clipboard?.writeText(text).then(() => true, () => false)) return;
  // Without HTTPS there is only the old way; inside the dialog, for nothing outside it can be selected.
  host.append(box);
  box.select();
  document.execCommand("copy");
  box.remove();
}
