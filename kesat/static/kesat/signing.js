// Asks the server: one token for the whole page, and a sign-in that ran out is asked for again without leaving the page.

export const form = document.querySelector("form.editor");
export const words = document.getElementById("words").dataset;
export const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
// trouble: "", "signed-out" or "other-person"; while there is one, nothing is sent that the person did not ask for.
export const session = { trouble: "", tell() {}, resume() {} };

const dialog = document.getElementById("sign-in-again");
const refusal = dialog.querySelector(".bad-msg");

// Requests may outlive the page as long as the browser takes them: it refuses what passes 64 KB together.
const ALIVE = 60_000;
let alive = 0;
let typedAt = -Infinity;
addEventListener("input", () => (typedAt = performance.now()), true);

function renew(token) {
  for (const input of document.getElementsByName("csrfmiddlewaretoken")) input.value = token;
}

async function signedIn() {
  const headers = { Accept: "application/json", "X-Background": "1" };
  const reply = await fetch(form.dataset.session, { headers, cache: "no-store", signal: AbortSignal.timeout(20_000) });
  const { user, csrf } = await reply.json();
  renew(csrf);
  return user;
}

async function send(url, body, isAsked, isAgain = false) {
  const size = String(body).length;
  const keepalive = alive + size <= ALIVE;
  const headers = { Accept: "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value };
  if (!isAsked) headers["X-Background"] = "1";
  if (keepalive) alive += size;
  try {
    const reply = await fetch(url, { method: "POST", body, headers, keepalive, signal: AbortSignal.timeout(20_000) });
    // No JSON in a good answer: not our server, but a proxy or the sign-in page of a wireless network.
    const answer = await reply.json().catch((error) => (reply.ok ? Promise.reject(error) : {}));
    if (answer.error !== "csrf" || isAgain) {
      return { ...answer, status: reply.status, wait: Number(reply.headers.get("Retry-After")) || 0 };
    }
    await signedIn();
  } catch {
    return { status: 0 };
  } finally {
    if (keepalive) alive -= size;
  }
  return send(url, body, isAsked, true);
}

/** Post and return the answer with its `status`; 0 stands for no answer at all. */
export async function post(url, fields, isAsked = false) {
  if (session.trouble && !isAsked) return { status: 401 };
  const body = new URLSearchParams(fields);
  body.set("writer", form.dataset.user);
  const answer = await send(url, body, isAsked);
  if (answer.status === 401) interrupt(answer.error === "other_person" ? "other-person" : "signed-out", answer.message);
  if (answer.status === 200) recover();
  return answer;
}

async function interrupt(trouble, text = trouble === "other-person" ? words.otherPerson : "") {
  session.trouble = trouble;
  session.tell();
  // Not under the hands of someone who types: the next keys would be lost in the dialog.
  while (performance.now() - typedAt < 1500) await sleep(300);
  if (!session.trouble) return;
  if (!dialog.open) dialog.showModal();
  refusal.textContent = text;
}

function recover() {
  if (!session.trouble) return;
  session.trouble = "";
  dialog.close();
  session.tell();
  session.resume();
}

/** See whether the person has signed in again in another tab. */
export async function lookAgain() {
  const user = await signedIn().catch(() => null);
  if (String(user) === form.dataset.user) recover();
}

dialog.querySelector("form:not([method=dialog])").addEventListener("submit", async (event) => {
  event.preventDefault();
  const { username, password } = event.target.elements;
  const fields = new URLSearchParams({ username: username.value, password: password.value });
  const answer = await send(form.dataset.signIn, fields, true);
  if (answer.status !== 200) {
    refusal.textContent = answer.message ?? words.noAnswer;
    return;
  }
  password.value = "";
  renew(answer.csrf);
  if (String(answer.user) === form.dataset.user) recover();
  else interrupt("other-person");
});

export async function copy(text, host = document.body) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Without HTTPS there is only the old way; from inside the dialog, for nothing outside it can be selected.
    const box = document.createElement("textarea");
    box.value = text;
    host.append(box);
    box.select();
    document.execCommand("copy");
    box.remove();
  }
}
