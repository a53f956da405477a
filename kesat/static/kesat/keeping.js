// Keeps unsent text on this machine: in IndexedDB; for this tab only where the machine is shared or IndexedDB fails.

import { form, sleep } from "./signing.js";

const DAY = 86_400_000;
const PREFIX = "kesat/unsent/";
export const storage = { works: true };
let isOver = false;

// Not crypto.randomUUID, which plain HTTP lacks.
const digit = (c) => (c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (c / 4)))).toString(16);
export const uuid = () => "10000000-1000-4000-8000-100000000000".replace(/[018]/g, digit);

const opened = new Promise((resolve, reject) => {
  if (form.dataset.shared === "true") return reject();
  sleep(5000).then(reject);
  const request = indexedDB.open("kesat", 1);
  request.onupgradeneeded = () => request.result.createObjectStore("unsent", { keyPath: "key" });
  request.onsuccess = () => resolve(request.result);
  request.onerror = reject;
});
opened.catch(() => {});

async function inDatabase(act) {
  const database = await opened;
  return new Promise((resolve, reject) => {
    const transaction = database.transaction("unsent", "readwrite");
    const request = act(transaction.objectStore("unsent"));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = reject;
  });
}

export async function keep(row) {
  if (isOver) return;
  try {
    await inDatabase((store) => store.put(row)).catch(() => sessionStorage.setItem(PREFIX + row.key, JSON.stringify(row)));
  } catch {
    storage.works = false;
  }
}

export async function drop(key) {
  await inDatabase((store) => store.delete(key)).catch(() => {});
  if (storage.works) sessionStorage.removeItem(PREFIX + key);
}

/** Signing out: what this person left goes, and nothing more is kept. */
export function forget() {
  const { user } = form.dataset;
  isOver = true;
  inDatabase((store) => store.delete(IDBKeyRange.bound(user + "/", user + "0"))).catch(() => {});
  sessionStorage.clear();
}

/** Return what this person left unsent in this section. What is older than a day goes, whoever left it. */
export async function kept() {
  const rows = await inDatabase((store) => store.getAll()).catch(() => []);
  try {
    for (const key in sessionStorage) if (key.startsWith(PREFIX)) rows.push(JSON.parse(sessionStorage[key]));
  } catch {
    storage.works = false;
  }
  // A time far ahead is as wrong as an old one: the clock was set back.
  const isOld = ({ time }) => Math.abs(Date.now() - time) > DAY;
  for (const row of rows.filter(isOld)) drop(row.key);
  return rows.filter((row) => !isOld(row) && row.user === form.dataset.user && row.section === form.dataset.section);
}
