// Writes that wait for the server, kept on this computer: a database for each person, in it the desks.

const NAME = "fc-writes:";
const STORE = "writes";

const promised = (request) => new Promise((done, failed) => {
  request.onsuccess = () => done(request.result);
  request.onerror = () => failed(request.error);
});

function open(username) {
  const request = indexedDB.open(NAME + username, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "key" }).createIndex("slug", "slug");
  return promised(request);
}

/** For tests, and for browsers that keep nothing: what waits goes out as long as the page lives. */
export function memoryWrites(kept = new Map()) {
  return {
    all: async () => [...kept.values()],
    put: async (item) => void kept.set(item.key, structuredClone(item)),
    remove: async (key) => void kept.delete(key),
    kept,
  };
}

/** The kept writes of one person on one desk: `all()`, `put(item)`, `remove(key)`, each a promise. An item is plain data with a `key`; it may hold files. */
export function browserWrites({ username, slug }) {
  if (!globalThis.indexedDB) return memoryWrites();
  const spare = memoryWrites();
  let opening = null;

  async function attempt(mode, work) {
    const mine = (opening ??= open(username));
    try {
      const transaction = (await mine).transaction(STORE, mode);
      const ended = new Promise((done, failed) => {
        transaction.oncomplete = done;
        transaction.onabort = () => failed(transaction.error);
      });
      ended.catch(() => {}); // told by the request already
      const result = await promised(work(transaction.objectStore(STORE)));
      await ended; // before that, a page that is closed takes it along
      return result;
    } catch (error) {
      // A browser that clears what it keeps for a site ends the open connections: the next try makes a new one.
      if (opening === mine) opening = null;
      throw error;
    }
  }

  /** Does `work(store)`, once more when that fails; where the browser refuses (private mode, full disk) the page's own memory has to do. */
  const on = (mode, work, instead) => attempt(mode, work).catch(() => attempt(mode, work)).catch(instead);

  return {
    all: () => on("readonly", (store) => store.index("slug").getAll(slug), spare.all),
    put: (item) => on("readwrite", (store) => store.put({ ...item, slug }), () => spare.put(item)),
    remove: (key) => on("readwrite", (store) => store.delete(key), () => spare.remove(key)),
  };
}

/** How many writes of a person wait on this computer, on all desks. */
export async function countWrites(username) {
  try {
    const known = indexedDB.databases ? (await indexedDB.databases()).some(({ name }) => name === NAME + username) : true;
    if (!known) return 0;
    const database = await open(username);
    const count = await promised(database.transaction(STORE).objectStore(STORE).count());
    database.close();
    return count;
  } catch {
    return 0;
  }
}

/** Forgets all writes of a person. */
export async function wipeWrites(username) {
  try {
    const database = await open(username);
    await promised(database.transaction(STORE, "readwrite").objectStore(STORE).clear());
    database.close();
  } catch {
    // Nothing is kept where nothing can be.
  }
}
