/** VitePress's theme without fonts of its own, and a few rules. */
import DefaultTheme from "vitepress/theme-without-fonts";
import "./style.css";

export default DefaultTheme;
