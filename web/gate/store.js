// What a gate keeps on its device, over restarts and power cuts: the scans that the server has not
// judged yet, and the seats that were admitted here or are known to be.

const opened = (request) =>
  new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });

export class Store {
  #database;

  constructor(database) {
    this.#database = database;
  }

  static async open() {
    const request = indexedDB.open('boxoffice.gate', 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore('waiting', { keyPath: 'id', autoIncrement: true });
      request.result.createObjectStore('admitted');
    };
    return new Store(await opened(request));
  }

  /** Resolves once the changes are on the device. */
  #change(stores, make) {
    const transaction = this.#database.transaction(stores, 'readwrite', { durability: 'strict' });
    make(...stores.map((name) => transaction.objectStore(name)));
    return new Promise((done, failed) => {
      transaction.oncomplete = done;
      transaction.onerror = transaction.onabort = () => failed(transaction.error);
    });
  }

  #read(store, read) {
    return opened(read(this.#database.transaction(store).objectStore(store)));
  }

  /** An admission that the server does not know yet. */
  admit(key, scan) {
    return this.#change(['waiting', 'admitted'], (waiting, admitted) => {
      waiting.add(scan);
      admitted.put({ gate: scan.gate, at: scan.at }, key);
    });
  }

  /** An admission that the server knows. */
  remember(key, admission) {
    return this.#change(['admitted'], (admitted) => admitted.put(admission, key));
  }

  admission(key) {
    return this.#read('admitted', (store) => store.get(key));
  }

  waiting() {
    return this.#read('waiting', (store) => store.getAll());
  }

  judged(id) {
    return this.#change(['waiting'], (waiting) => waiting.delete(id));
  }
}
