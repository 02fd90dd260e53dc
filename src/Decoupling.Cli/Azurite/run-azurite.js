// Runs Azurite as the child of a process that holds our standard input: it closes however the parent ends, and so do we.
// Ctrl+C reaches the whole process group, but the parent decides when storage goes: it may still have rows to write.
const once = process.once;
process.once = (name, listener) => (name === "SIGINT" ? process : once.call(process, name, listener));
process.on("SIGINT", () => {});

const stop = () => {
  setTimeout(() => process.exit(0), 5000).unref();
  if (!process.emit("SIGTERM")) {
    process.exit(0);
  }
};
process.stdin.once("end", stop).once("error", stop).resume();

require(process.argv[1]);
