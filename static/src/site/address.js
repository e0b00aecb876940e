// Keeps the address of a search short enough to share: what was left empty is not in it.
export function leaveOutWhatIsEmpty(form) {
  form.addEventListener("formdata", ({ formData }) => {
    for (const [name, value] of [...formData]) if (value === "") formData.delete(name);
  });
}
