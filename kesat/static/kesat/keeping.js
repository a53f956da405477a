// Keeps unsent text on this machine: in IndexedDB, or for this tab only where the machine is shared or IndexedDB fails.

import { form, sleep } from "./signing.js";

const DAY = 24 * 60 * 60 * 1000;
const PREFIX = "kesat/unsent/";
export const storage = { works: true };

// Not crypto.randomUUID, which plain HTTP lacks.
export function uuid() {
  const digit = (c) => (c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (c / 4)))).toString(16);
  return "10000000-1000-4000-8000-100000000000".replace(/[018]/g, digit);
}

function open() {
  return new Promise((resolve, reject) => {
    if (form.dataset.shared === "true") throw new Error("a shared machine keeps nothing after the tab");
    const request = indexedDB.open("kesat", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("unsent", { keyPath: "key" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    sleep(5000).then(reject);
  });
}

const opened = open();
opened.catch(() => {});

async function inDatabase(mode, act) {
  const database = await opened;
  return new Promise((resolve, reject) => {
    const transaction = database.transaction("unsent", mode);
    const request = act(transaction.objectStore("unsent"));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error);
  });
}

export async function keep(row) {
  try {
    await inDatabase("readwrite", (store) => store.put(row));
  } catch {
    try {
      sessionStorage.setItem(PREFIX + row.key, JSON.stringify(row));
    } catch {
      storage.works = false;
    }
  }
}

export async function drop(key) {
  try {
    sessionStorage.removeItem(PREFIX + key);
  } catch {
    // Storage is forbidden here, so nothing was kept in it.
  }
  await inDatabase("readwrite", (store) => store.delete(key)).catch(() => {});
}

/** Return what this person left unsent in this section; what is older than a day goes, whoever left it. */
export async function kept() {
  const rows = await inDatabase("readonly", (store) => store.getAll()).catch(() => []);
  try {
    const keys = Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX));
    rows.push(...keys.map((key) => JSON.parse(sessionStorage[key])));
  } catch {
    // Forbidden, as above.
  }
  // A time far ahead is as wrong as an old one: the clock has been set back.
  const isOld = (row) => Math.abs(Date.now() - row.time) > DAY;
  rows.filter(isOld).forEach((row) => drop(row.key));
  const { user, section } = form.dataset;
  return rows.filter((row) => !isOld(row) && row.user === user && row.section === section);
}
