// Who works in this browser, for a page that no server has drawn: noted by each page of theirs, forgotten at log-out and on
// the locked screen, and with the browser's session. Ids only, no name.
const WORK = "filiform-work";
const SEEN = "filiform-seen";
// Ends when the browser is closed, as the log-in does.
const MARK = "at-work";
// Locked or left by hand while nobody could be told: done as soon as somebody can.
const LEFT = "filiform-left";
const secure = location.protocol === "https:" ? "; Secure" : "";

export function remember({ user, practice, ahead }) {
  try {
    localStorage.setItem(WORK, JSON.stringify({ user, practice, ahead }));
    document.cookie = `${MARK}=1; Path=/; SameSite=Strict${secure}`;
  } catch {
    // Nothing may be kept here: then nobody is known without the server.
  }
}

export function forget() {
  document.cookie = `${MARK}=; Path=/; Max-Age=0; SameSite=Strict${secure}`;
  try {
    localStorage.removeItem(WORK);
    localStorage.removeItem(LEFT);
  } catch {
    // Nothing was kept.
  }
}

export function leave() {
  try {
    localStorage.setItem(LEFT, "1");
  } catch {
    // No room left: the server locks by its own clock.
  }
}

export const stay = () => localStorage.removeItem(LEFT);

export const hasLeft = () => localStorage.getItem(LEFT) !== null;

// { user, practice, ahead } of whoever worked here last and did not leave; null where nobody is known.
export function recall() {
  if (!document.cookie.split("; ").includes(`${MARK}=1`)) return null;
  try {
    return JSON.parse(localStorage.getItem(WORK));
  } catch {
    return null;
  }
}

// Milliseconds since somebody touched a page of ours in this browser.
export const untouched = () => Date.now() - (Number(localStorage.getItem(SEEN)) || 0);

export function touch() {
  try {
    localStorage.setItem(SEEN, String(Date.now()));
  } catch {
    // No room left: the page goes on saying less.
  }
}
