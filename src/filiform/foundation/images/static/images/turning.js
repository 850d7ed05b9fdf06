// A picture that this browser can show and that is not taken here (HEIC on Apple's systems, AVIF, BMP, GIF) becomes a
// JPEG before it is sent. The browser's own decoder does it, which its maker keeps safe; none has to on the server.
// What was said in the file, such as the place, never leaves the device. What the browser cannot show is sent as it
// is, and the server says what to do.
const LARGEST = 60 * 1024 * 1024;
const waiting = new WeakMap();

const text = (bytes, from, to) => String.fromCharCode(...bytes.subarray(from, to));

// Whether the server takes the file as it is, by the same first bytes that the server looks at.
function taken(bytes) {
  return (
    (bytes[0] === 0xff && bytes[1] === 0xd8) ||
    text(bytes, 1, 4) === "PNG" ||
    (text(bytes, 0, 4) === "RIFF" && text(bytes, 8, 12) === "WEBP") ||
    text(bytes, 128, 132) === "DICM"
  );
}

async function asJpeg(file, longSide) {
  const shown = await createImageBitmap(file);
  const part = Math.min(1, longSide / Math.max(shown.width, shown.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(shown.width * part));
  canvas.height = Math.max(1, Math.round(shown.height * part));
  const paper = canvas.getContext("2d");
  paper.fillStyle = "white";
  paper.fillRect(0, 0, canvas.width, canvas.height);
  paper.drawImage(shown, 0, 0, canvas.width, canvas.height);
  shown.close();
  const made = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.92));
  return new File([made], file.name.replace(/\.[^.]*$/, "") + ".jpg", { type: "image/jpeg" });
}

async function turn(input, file) {
  if (file.size > LARGEST || taken(new Uint8Array(await file.slice(0, 132).arrayBuffer()))) return;
  const made = await asJpeg(file, Number(input.dataset.longSide));
  // Another file may have been chosen meanwhile.
  if (input.files[0] !== file) return;
  const held = new DataTransfer();
  held.items.add(made);
  input.files = held.files;
  input.turned.textContent = input.dataset.turned;
}

document.addEventListener("change", (event) => {
  const input = event.target.closest?.("input[data-long-side]");
  if (!input) return;
  input.turned.textContent = "";
  const [file] = input.files;
  if (!file) return;
  const work = turn(input, file).catch(() => {});
  waiting.set(input.form, work);
  work.finally(() => waiting.get(input.form) === work && waiting.delete(input.form));
});

// Who presses at once waits for it, or the file would go as it was.
document.addEventListener("submit", (event) => {
  const work = waiting.get(event.target);
  if (!work) return;
  event.preventDefault();
  work.finally(() => event.target.requestSubmit(event.submitter));
}, { capture: true });

for (const input of document.querySelectorAll("input[data-long-side]")) {
  input.turned = document.createElement("p");
  input.turned.className = "quiet";
  input.turned.setAttribute("role", "status");
  input.after(input.turned);
  // A phone turns HEIC into JPEG by itself for a field that does not name it; a desk offers only what is named.
  if (!input.hasAttribute("capture") && matchMedia("(pointer: fine)").matches) input.accept += `,${input.dataset.alsoOffered}`;
}
