// The page begins here.

import * as chats from "./chats.js";
import * as composer from "./composer.js";
import * as conversation from "./conversation.js";
import * as drawer from "./drawer.js";
import * as people from "./people.js";
import * as rail from "./rail.js";
import * as state from "./state.js";

for (const part of [rail, chats, people, conversation, composer, drawer]) part.start();
state.on("online", (online) => {
  document.getElementById("offline").hidden = online;
});
state.start();
