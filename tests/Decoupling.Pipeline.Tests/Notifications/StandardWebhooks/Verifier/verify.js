// Asks the packages beside the script that is named as argument: reads one JSON array of questions, writes one of answers, "" for yes.
const { createRequire } = require("node:module");
const requireThere = createRequire(process.argv[2]);
const { Webhook } = requireThere("standardwebhooks");
const Ajv = requireThere("ajv/dist/2020").default;
const addFormats = requireThere("ajv-formats").default;

const validators = new Map();

function validator(schema) {
  if (!validators.has(schema)) {
    validators.set(schema, addFormats(new Ajv({ strict: true })).compile(JSON.parse(schema)));
  }
  return validators.get(schema);
}

function answer(question) {
  if (question.schema) {
    const validate = validator(question.schema);
    return validate(JSON.parse(question.data)) ? "" : JSON.stringify(validate.errors);
  }
  try {
    Date.now = () => question.now * 1000;
    new Webhook(question.secret).verify(Buffer.from(question.body, "base64"), question.headers);
    return "";
  } catch (error) {
    return String(error.message);
  }
}

let text = "";
process.stdin.setEncoding("utf8");
process.stdin.on("data", (chunk) => (text += chunk));
process.stdin.on("end", () => process.stdout.write(JSON.stringify(JSON.parse(text).map(answer))));
