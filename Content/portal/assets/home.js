// Home shows what is, while it stands open on a screen.
import { currentParts } from "./current.js";

currentParts(".figures, .home .panel");
