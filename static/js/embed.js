// On other sites: fits the frames of cards to their height. A classic script, so that it can be put on any page.
(function () {
    "use strict";
    if (window.factcheckEmbeds) return;
    window.factcheckEmbeds = true;
    var origin = new URL(document.currentScript.src).origin;
    window.addEventListener("message", function (event) {
        var height = event.data && event.data.factcheckHeight;
        if (event.origin !== origin || typeof height !== "number" || !(height > 0 && height < 4000)) return;
        var frames = document.getElementsByTagName("iframe");
        for (var i = 0; i < frames.length; i += 1) {
            if (frames[i].contentWindow === event.source) frames[i].style.height = height + "px";
        }
    });
})();
