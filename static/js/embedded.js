// In the frame of a card: tells the page around it how high the card is. The page needs embed.js to hear it.
const told = () => {
    const height = Math.ceil(document.querySelector(".embed").getBoundingClientRect().height) + 2;
    window.parent.postMessage({factcheckHeight: height}, "*");
};
new ResizeObserver(told).observe(document.querySelector(".embed"));
